#define ZLIB_CONST  // so that next_in takes const bytes
#include <fmt/core.h>
#include <zlib.h>

#include <algorithm>

#include "shared/core/bytes.h"
#include "shared/core/invariant.h"
#include "tests/bench/bare.h"
#include "tests/bench/measure.h"

namespace phirap::bench {
namespace {

constexpr int level = 6;
constexpr std::size_t history_bytes_max = 32 * 1024;
// Small frames are slow to make, and soon say what they cost.
constexpr std::size_t frames_max = 5000;

struct Piece {
    std::string_view history;  // at most 32 KiB, ends where `rows` begins
    std::string_view rows;
};

std::vector<Piece> pieces_of(const std::string& text, const std::vector<std::size_t>& ends,
                             std::size_t rows_a_frame) {
    const std::string_view whole = text;
    std::vector<Piece> pieces;
    // The first frames have little history; a lineage has it for ever after.
    for (std::size_t row = 100; row + rows_a_frame <= ends.size() && pieces.size() < frames_max;
         row += rows_a_frame) {
        const std::size_t begin = ends[row - 1];
        const std::size_t history = std::min(begin, history_bytes_max);
        pieces.push_back({whole.substr(begin - history, history),
                          whole.substr(begin, ends[row + rows_a_frame - 1] - begin)});
    }
    return pieces;
}

Bytes deflated(const Piece& piece) {
    z_stream stream{};
    deflateInit(&stream, level);
    const BytesView history = bytes_of(piece.history);
    const BytesView rows = bytes_of(piece.rows);
    deflateSetDictionary(&stream, history.data(), static_cast<uInt>(history.size()));
    Bytes out(deflateBound(&stream, rows.size()));
    stream.next_in = rows.data();
    stream.avail_in = static_cast<uInt>(rows.size());
    stream.next_out = out.data();
    stream.avail_out = static_cast<uInt>(out.size());
    invariant(deflate(&stream, Z_FINISH) == Z_STREAM_END, "a bare deflate");
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

void inflated(const Piece& piece, const Bytes& packed, Bytes& out) {
    z_stream stream{};
    inflateInit(&stream);
    out.resize(piece.rows.size());
    stream.next_in = packed.data();
    stream.avail_in = static_cast<uInt>(packed.size());
    stream.next_out = out.data();
    stream.avail_out = static_cast<uInt>(out.size());
    int result = inflate(&stream, Z_FINISH);
    if (result == Z_NEED_DICT) {
        const BytesView history = bytes_of(piece.history);
        inflateSetDictionary(&stream, history.data(), static_cast<uInt>(history.size()));
        result = inflate(&stream, Z_FINISH);
    }
    invariant(result == Z_STREAM_END, "a bare inflate");
    inflateEnd(&stream);
}

}  // namespace

void bare_deflate(const Lines& lines, int times) {
    std::string text;
    std::vector<std::size_t> ends;
    for (const std::string& line : lines) {
        text += line;
        text += '\n';
        ends.push_back(text.size());
    }
    for (const std::size_t rows_a_frame : {500, 10, 1}) {
        const std::vector<Piece> pieces = pieces_of(text, ends, rows_a_frame);
        if (pieces.empty()) {
            continue;
        }
        const double rows = static_cast<double>(pieces.size() * rows_a_frame);
        std::vector<Bytes> packed;
        const Cost packing = best_of(
            times, [&] { packed.clear(); },
            [&] {
                for (const Piece& piece : pieces) {
                    packed.push_back(deflated(piece));
                }
            });
        Bytes out;
        const Cost unpacking = best_of(
            times, [] {},
            [&] {
                for (std::size_t at = 0; at < pieces.size(); ++at) {
                    inflated(pieces[at], packed[at], out);
                }
            });
        std::size_t bytes = 0;
        for (const Bytes& frame : packed) {
            bytes += frame.size();
        }
        report(fmt::format("bare_deflate_bytes_{}", rows_a_frame), static_cast<double>(bytes) / rows);
        report(fmt::format("bare_deflate_cpu_us_{}", rows_a_frame), packing.cpu_s * 1e6 / rows);
        report(fmt::format("bare_inflate_cpu_us_{}", rows_a_frame), unpacking.cpu_s * 1e6 / rows);
    }
}

}  // namespace phirap::bench
