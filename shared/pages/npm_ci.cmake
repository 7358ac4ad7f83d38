# npm ci, and one sentence where it cannot.
execute_process(COMMAND ${NPM} ci --ignore-scripts --no-audit --no-fund --fetch-retries=1
                WORKING_DIRECTORY ${FOLDER} OUTPUT_FILE ${LOG} ERROR_FILE ${LOG} RESULT_VARIABLE status)
if(NOT status EQUAL 0)
    # Half of it would look like all of it.
    file(REMOVE ${FOLDER}/node_modules/.package-lock.json)
    message(FATAL_ERROR "npm could not fetch what the pages are made with; ${LOG} says why. Once its registry is "
                        "within reach, build again; or build without pages: cmake -DPHIRAP_PAGES=OFF")
endif()
file(TOUCH ${FOLDER}/node_modules/.package-lock.json)
