// The commands, one function each: they say into the context what became of it and give the exit status.
//
// StoreError passes through them to whoever runs them (server/cli/run.h).
#pragma once

#include "server/cli/context.h"

namespace phirap::server {

// Without an open centre: init makes it, serve opens it for long.
int init(const Invocation& asked, Context& context, Clock& clock, Chance& chance);
int serve(const Invocation& asked, Context& context, Clock& clock, Chance& chance);
int check_pack(Context& context);
// These work beside a running service: they only read the store, by connections of their own.
int backup(const Invocation& asked, Context& context, Clock& clock, Chance& chance);
int verify(const Invocation& asked, Context& context, Clock& clock, Chance& chance);
int restore(const Invocation& asked, Context& context, Clock& clock, Chance& chance);

// On an open one (context.centre).
int enrol_code(const Invocation& asked, Context& context);
int agents(const Invocation& asked, Context& context);
int set_revoked(const Invocation& asked, Context& context, bool revoked);
int import_offices(const Invocation& asked, Context& context);
int list_offices(const Invocation& asked, Context& context);
int roster(const Invocation& asked, Context& context);
int target(const Invocation& asked, Context& context);
int show_pack(Context& context);
int publish_pack(const Invocation& asked, Context& context);
int report(const Invocation& asked, Context& context);
int grade(const Invocation& asked, Context& context);
int review(const Invocation& asked, Context& context);
int strike(const Invocation& asked, Context& context);
int extend(const Invocation& asked, Context& context);
int export_reports(const Invocation& asked, Context& context);
int conflicts(const Invocation& asked, Context& context);
int settle(const Invocation& asked, Context& context);
int quarantine(const Invocation& asked, Context& context);
int set_held(const Invocation& asked, Context& context, bool held);
int import_bundle(const Invocation& asked, Context& context);
int audit(const Invocation& asked, Context& context);
int doctor(const Invocation& asked, Context& context);
// What `backup` asks of the service once its work is done.
int note_verified_backup(const Invocation& asked, Context& context);

}  // namespace phirap::server
