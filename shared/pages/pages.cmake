# The pages: npm's packages as the lock file has them, made into a few files by esbuild, and those into the
# program. Nothing of it is in the repository, and nothing of it is needed where the program runs.
option(PHIRAP_PAGES "Build the officer's pages into phirap-agent (Node.js, npm and npm's registry)" ON)

set(pages ${CMAKE_SOURCE_DIR}/shared/pages)
set(PHIRAP_HAS_PAGES OFF)
if(PHIRAP_PAGES AND EXISTS ${pages}/build.mjs)
    find_program(NODE NAMES node nodejs)
    find_program(NPM npm)
    if(NOT NODE OR NOT NPM)
        message(FATAL_ERROR "The pages are made with Node.js and npm, and one of them is not here. On Debian: "
                            "apt-get install nodejs npm. Or build without pages: -DPHIRAP_PAGES=OFF")
    endif()
    set(PHIRAP_HAS_PAGES ON)
    # npm writes this file last; it is the mark that the rest is whole, and all build folders share it.
    set(npm_mark ${pages}/node_modules/.package-lock.json)
    add_custom_command(
        OUTPUT ${npm_mark}
        COMMAND ${CMAKE_COMMAND} -D NPM=${NPM} -D FOLDER=${pages} -D LOG=${CMAKE_BINARY_DIR}/npm.log
                -P ${pages}/npm_ci.cmake
        DEPENDS ${pages}/package.json ${pages}/package-lock.json
        COMMENT "Fetching what the pages are made with (npm ci)"
        VERBATIM)
    add_custom_target(phirap_npm DEPENDS ${npm_mark})
elseif(PHIRAP_PAGES)
    message(STATUS "No pages are in this tree: phirap-agent is built without")
endif()

# phirap_pages(NAME SOURCES_FOLDER OUT_VARIABLE): `build.mjs --NAME`, and the C++ file that holds what it makes.
function(phirap_pages name folder variable)
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${folder}/* ${pages}/*.mjs ${pages}/*.js ${pages}/*.css)
    list(FILTER sources EXCLUDE REGEX "/node_modules/")
    set(made ${CMAKE_BINARY_DIR}/pages/${name})
    cmake_path(GET folder PARENT_PATH beside)
    file(RELATIVE_PATH header ${CMAKE_SOURCE_DIR} ${beside}/assets.h)
    add_custom_command(
        OUTPUT ${made}/assets_made.cpp
        COMMAND ${CMAKE_COMMAND} -E rm -rf ${made}/out
        COMMAND ${NODE} ${pages}/build.mjs --${name} --out ${made}/out
        COMMAND ${NODE} ${pages}/embed.mjs --in ${made}/out --out ${made}/assets_made.cpp --header ${header}
        DEPENDS ${sources} phirap_npm ${npm_mark}
        WORKING_DIRECTORY ${pages}
        COMMENT "Making the pages of the ${name}"
        VERBATIM)
    set(${variable} ${made}/assets_made.cpp PARENT_SCOPE)
endfunction()
