#include "server/cli/run.h"

int main(int count, char** words) {
    return phirap::server::run({words + 1, words + count});
}
