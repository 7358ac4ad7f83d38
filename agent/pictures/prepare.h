// From a file to evidence: the original kept, renditions made and kept, and what they are called.
#pragma once

#include "agent/pictures/prepared.h"
#include "agent/pictures/renderer.h"
#include "shared/host/blob_store.h"

namespace phirap::agent {

// Where an agent's pictures lie in its data folder.
[[nodiscard]] inline BlobStore originals_in(const std::filesystem::path& folder) {
    return BlobStore(folder / "originals");
}
[[nodiscard]] inline BlobStore renditions_in(const std::filesystem::path& folder) {
    return BlobStore(folder / "renditions");
}

class PicturePreparer {
  public:
    explicit PicturePreparer(const std::filesystem::path& folder, Renderer renderer = Renderer());

    // Everything named by the evidence is on disk when it returns; a file prepared before is not rendered
    // again. Errors, each with {file}: picture_not_found, picture_unreadable, picture_too_large {megabytes},
    // picture_no_room, those of Renderer::render. Throws StoreError.
    [[nodiscard]] PreparedPicture prepare(const std::filesystem::path& file);
    // Of an open file; `name` is what people call it.
    [[nodiscard]] PreparedPicture prepare(int file, const std::string& name);

  private:
    [[nodiscard]] std::optional<Evidence> prepared_before(const Sha256& original) const;
    void remember(const Evidence& evidence) const;
    [[nodiscard]] std::filesystem::path note_file(const Sha256& original) const;

    std::filesystem::path folder_;
    BlobStore originals_;
    BlobStore renditions_;
    std::filesystem::path notes_;
    Renderer renderer_;
};

}  // namespace phirap::agent
