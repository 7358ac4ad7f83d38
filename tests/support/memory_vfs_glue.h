// Inside of the memory disk: the table of C functions that SQLite calls, on a MemoryVfs.
#pragma once

#include "tests/support/memory_vfs_open.h"

namespace phirap {

struct MemoryVfs::Glue {
    // What SQLite allocates for an open file.
    struct Handle {
        sqlite3_file base;
        Open* open;
    };

    [[nodiscard]] static sqlite3_vfs table(MemoryVfs& disk);

    static int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags);
    static int remove(sqlite3_vfs* vfs, const char* name, int sync_folder);
    static int access(sqlite3_vfs* vfs, const char* name, int flags, int* result);
    static int full_path(sqlite3_vfs* vfs, const char* name, int size, char* out);
    static int randomness(sqlite3_vfs* vfs, int size, char* out);
    static int now(sqlite3_vfs* vfs, sqlite3_int64* julian_ms);
    static int now_days(sqlite3_vfs* vfs, double* julian_days);
    static int sleep(sqlite3_vfs* vfs, int us);
    static int last_error(sqlite3_vfs* vfs, int size, char* out);

    static int close(sqlite3_file* file);
    static int read(sqlite3_file* file, void* into, int size, sqlite3_int64 offset);
    static int write(sqlite3_file* file, const void* from, int size, sqlite3_int64 offset);
    static int truncate(sqlite3_file* file, sqlite3_int64 size);
    static int sync(sqlite3_file* file, int flags);
    static int file_size(sqlite3_file* file, sqlite3_int64* size);
    static int lock(sqlite3_file* file, int level);
    static int unlock(sqlite3_file* file, int level);
    static int check_reserved(sqlite3_file* file, int* result);
    static int control(sqlite3_file* file, int operation, void* argument);
    static int sector_size(sqlite3_file* file);
    static int characteristics(sqlite3_file* file);
    static int map_index(sqlite3_file* file, int region, int size, int extend, void volatile** out);
    static int lock_index(sqlite3_file* file, int first, int count, int flags);
    static void index_barrier(sqlite3_file* file);
    static int unmap_index(sqlite3_file* file, int delete_it);

    // Keeps the operating system's number for whoever asks, and gives the code back.
    static int failed(MemoryVfs& disk, int code);
};

}  // namespace phirap
