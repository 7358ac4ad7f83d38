#include "agent/cli/ground.h"

#include <sys/signalfd.h>

#include <csignal>

namespace phirap::agent {
namespace {

FileDescriptor stop_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGHUP);
    ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    return FileDescriptor(::signalfd(-1, &signals, SFD_CLOEXEC));
}

}  // namespace

Ground::Ground() : notice(ServiceNotice::from_environment()), signals(stop_signals()) {}

}  // namespace phirap::agent
