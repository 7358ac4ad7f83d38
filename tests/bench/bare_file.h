// A file that promises nothing but to be on the disk: one append, one fdatasync.
#pragma once

#include <filesystem>
#include <string_view>

#include "shared/host/file_descriptor.h"

namespace phirap::bench {

class BareFile {
  public:
    // Begins an empty one in the place of whatever the file was.
    explicit BareFile(const std::filesystem::path& path);
    void append(std::string_view bytes);

  private:
    FileDescriptor file_;
};

}  // namespace phirap::bench
