// The folder that holds all that a program keeps, owned by one process at a time.
//
// The owner holds a lock (flock) on the file "lock" in it and has written its process number there. The
// lock goes with the process, however that ends; a number left behind means nothing.
#pragma once

#include <filesystem>

#include "shared/core/result.h"
#include "shared/host/file_descriptor.h"

namespace phirap {

class DataFolder {
  public:
    enum class Missing { make_it, is_an_error };

    // Makes the folder (mode 0700) but not its parents. Keys: folder_not_found, folder_parent_not_found,
    // folder_is_a_file, folder_read_only, folder_busy {folder, process: name and number of who has it}.
    // Throws StoreError when the disk is full or fails.
    [[nodiscard]] static Result<DataFolder> open(const std::filesystem::path& path, Missing missing);

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    // Others may look into the folder. It is left so, since it may be more than ours; the caller warns.
    [[nodiscard]] bool is_open_to_others() const { return is_open_to_others_; }

  private:
    DataFolder() = default;

    std::filesystem::path path_;
    FileDescriptor lock_;
    bool is_open_to_others_ = false;
};

}  // namespace phirap
