// The commands, one function each: they say into the context what became of it and give the exit status.
//
// StoreError passes through them to whoever runs them (agent/cli/run.h).
#pragma once

#include "agent/cli/context.h"
#include "agent/cli/invocation.h"
#include "shared/wire/json_writer.h"

namespace phirap::agent {

// Of an open store (context.store).
int record(const RecordAsked& asked, Context& context);
int attach(const AttachAsked& asked, Context& context);
int import(const ImportAsked& asked, Context& context);
int report(const ReportAsked& asked, Context& context);
int submit(const SubmitAsked& asked, Context& context);
int settle(const SettleAsked& asked, Context& context);
int conflicts(const ConflictsAsked& asked, Context& context);
int bundle(const BundleAsked& asked, Context& context);
int status(Context& context);
// What `status --json` says, as members of the object that is open.
void write_status(JsonWriter& json, const Context& context);
// What a contact came to, for `sync --once`.
int say_contact(const Contact& contact, Context& context);

// Without one: enrol makes it; doctor looks at what is wrong with it.
int enrol(const EnrolAsked& asked, Context& context, Clock& clock, Chance& chance);
int doctor(Context& context, Clock& clock, Chance& chance);
// Stays until a signal ends it.
int serve(const ServeAsked& asked, Context& context, Clock& clock, Chance& chance);
// The address of a running service's desk; `desk --open` opens it there where the command was typed
// (browser.h).
int desk(const DeskAsked& asked, Context& context);

}  // namespace phirap::agent
