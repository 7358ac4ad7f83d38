// What a stranger's bytes are fed to: every decoder of the product, each with what must hold of what it
// reads.
//
// A target takes any bytes at all, hands them to the production decoder, and throws (promise.h) where a
// promise is broken: what was read is written and read again the same, what is refused can be said in words,
// what comes out is bounded. The same functions run in two programs: under libFuzzer, which looks for inputs
// that reach new code (tests/fuzz/run), and in test_fuzz, which feeds each the kept corpus
// (tests/fuzz/corpus/NAME/) and the well-formed inputs of seeds.cpp, in every build.
//
// A new decoder: its function here and in NAME_target.cpp, its line in `targets` (targets.cpp), one
// well-formed input at least in seeds.cpp, and what it links to beyond the libraries in CMakeLists.txt. Then
// `tests/fuzz/run 300 NAME` and `tests/fuzz/keep NAME` make its corpus.
#pragma once

#include <span>
#include <string_view>

#include "shared/core/bytes.h"

namespace phirap::fuzz {

// Most take their first byte as the choice of one of several ways in: bytes as they come, or bytes as the
// payload of a message that the right key signed, sealed or summed.
void admission(BytesView bytes);       // enrolment code, paper, seal
void answer(BytesView bytes);          // acknowledgement, sync response, feed page
void body(BytesView bytes);            // operation body
void bundle(BytesView bytes);          // both ways
void config(BytesView bytes);          // TOML of agent and server, addresses and durations in it
void control(BytesView bytes);         // between a command and the service that runs
void desk(BytesView bytes);            // a request at the officer's desk, up to who may come in
void door(BytesView bytes);            // rounds and enrolments at a server with a store: one story an input
void frame(BytesView bytes);           // frame, its bodies with and without history
void pack(BytesView bytes);            // mission pack, the data file's offices
void picture(BytesView bytes);         // JPEG, PNG, WebP: decoded, stripped, rendered
void picture_words(BytesView bytes);   // EXIF, what the child that renders says, a picture's note
void report_csv(BytesView bytes);      // import, and what export makes of it
void report_json(BytesView bytes);     // likewise
void request(BytesView bytes);         // hello and sync request, enrolment request
void typed(BytesView bytes);           // dates, months, figures and names as people type them
void upload_headers(BytesView bytes);  // tus: metadata, checksum, numbers, token

struct Target {
    std::string_view name;
    void (*run)(BytesView bytes);
};
// All of them, by name.
[[nodiscard]] std::span<const Target> targets();

}  // namespace phirap::fuzz
