#include <CLI/CLI.hpp>
#include <algorithm>

#include "server/cli/invocation.h"
#include "shared/core/invariant.h"

namespace phirap::server {
namespace {

// The library's own words, as far as they show, in the language of the rest.
class Help : public CLI::Formatter {
  public:
    explicit Help(Language language) : language_(language) {
        column_width(34);
        for (const auto& [words, key] : {std::pair{"OPTIONS", "server_usage_options"},
                                         {"Options", "server_usage_options_title"},
                                         {"SUBCOMMAND", "server_usage_command"},
                                         {"Subcommands", "server_usage_commands_title"},
                                         {"Positionals", "server_usage_positionals_title"},
                                         {"Usage", "server_usage_title"},
                                         {"REQUIRED", "server_usage_required"}}) {
            label(words, say(language_, key));
        }
        label("TEXT", "…");
        label("INT", "N");
    }
    std::string make_footer(const CLI::App* app) const override {
        const std::string footer = app->get_footer();
        return footer.empty() ? ""
                              : "\n" + say(language_, "server_usage_examples_title") + "\n" + footer + "\n";
    }

  private:
    Language language_;
};

// What one would type; of commands that go by this key in the catalogue.
constexpr std::pair<std::string_view, std::string_view> examples[] = {
    {"server_help_init", "  phirap-server --data /var/lib/phirap-server init"},
    {"server_help_serve", "  phirap-server serve --listen 0.0.0.0:8443"},
    {"server_help_doctor", "  phirap-server doctor"},
    {"server_help_backup",
     "  phirap-server backup /mnt/backup/phirap\n"
     "  phirap-server backup /mnt/backup/phirap --keep 14"},
    {"server_help_restore",
     "  phirap-server --data /var/lib/phirap-server restore /mnt/backup/phirap\n"
     "  phirap-server --data /srv/trial restore /mnt/backup/phirap/2026-11-24T193000Z"},
    {"server_help_verify", "  phirap-server verify\n  phirap-server verify --backup /mnt/backup/phirap"},
    {"server_help_enrol_code", "  phirap-server enrol-code --office 4301 --valid-for 14d"},
    {"server_help_agents", "  phirap-server agents\n  phirap-server agents revoke 7f3a21"},
    {"server_help_agents_revoke", "  phirap-server agents revoke 7f3a21"},
    {"server_help_agents_restore", "  phirap-server agents restore 7f3a21"},
    {"server_help_office_group", "  phirap-server office import offices.json"},
    {"server_help_office_import", "  phirap-server office import offices.json --from 2024-04"},
    {"server_help_office_list", "  phirap-server office list --month 2024-06"},
    {"server_help_roster",
     "  phirap-server roster --office 4301 --officials 12 --from 2024-05\n"
     "  phirap-server roster --office 43 --downloaded 20 --from 2024-05"},
    {"server_help_target", "  phirap-server target --office 4301 --value 150 --from 2024-05"},
    {"server_help_pack", "  phirap-server pack show > pack.json"},
    {"server_help_pack_show", "  phirap-server pack show > pack.json"},
    {"server_help_pack_check", "  phirap-server pack check pack.json"},
    {"server_help_pack_publish", "  phirap-server pack publish pack.json"},
    {"server_help_report", "  phirap-server report --office 4305 --month 2024-04"},
    {"server_help_grade", "  phirap-server grade --month 2024-04 --json"},
    {"server_help_export", "  phirap-server export --month 2024-04 --format csv --out april.csv"},
    {"server_help_review",
     "  phirap-server review --office 4305 --month 2024-04 return --comment \"row 3 lacks its link\""},
    {"server_help_review_approve", "  phirap-server review approve --office 4305 --month 2024-04"},
    {"server_help_review_return",
     "  phirap-server review return --office 4305 --month 2024-04 --comment \"row 3 lacks its link\""},
    {"server_help_review_strike",
     "  phirap-server review strike --office 4305 --month 2024-04 --row ID --criterion publicity --reason …"},
    {"server_help_review_extend",
     "  phirap-server review extend --office 4305 --month 2024-04 --until 2024-05-20 --reason …"},
    {"server_help_conflicts", "  phirap-server conflicts --office 4305"},
    {"server_help_settle", "  phirap-server settle 1f2e3d4c --office 4305 --answer 2"},
    {"server_help_quarantine",
     "  phirap-server quarantine\n  phirap-server quarantine release 9b1c… --reason …"},
    {"server_help_quarantine_release", "  phirap-server quarantine release 9b1c… --reason …"},
    {"server_help_quarantine_hold", "  phirap-server quarantine hold 9b1c… --office 4305 --reason …"},
    {"server_help_audit", "  phirap-server audit --office 4305"},
    {"server_help_bundle", "  phirap-server bundle import /media/usb/4301.phirap"},
    {"server_help_bundle_import",
     "  phirap-server bundle import 4301.phirap\n"
     "  phirap-server bundle import 4301.phirap --answer /media/usb/4301.answer"},
};

std::string example_of(std::string_view words) {
    const auto found =
        std::ranges::find(examples, words, &std::pair<std::string_view, std::string_view>::first);
    invariant(found != std::end(examples), "every command has an example");
    return std::string(found->second);
}

class Reader {
  public:
    explicit Reader(Language language) : language_(language), app_(word("server_help"), "phirap-server") {
        app_.option_defaults()->group(word("server_usage_options_title"));
        app_.set_version_flag("--version", "phirap-server 0.1.0", word("server_help_version"));
        dress(app_);
        app_.require_subcommand(1);
        add_service();
        add_agents();
        add_offices();
        add_packs();
        add_looking();
        add_review();
        add_troubles();
    }

    std::variant<Invocation, Leaving> read(const std::vector<std::string>& arguments) {
        asked_.arguments = arguments;
        try {
            app_.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
        } catch (const CLI::CallForHelp&) {
            return Leaving{0, help_of(chosen())};
        } catch (const CLI::CallForVersion& version) {
            return Leaving{0, std::string(version.what()) + "\n"};
        } catch (const CLI::ParseError& error) {
            return Leaving{2, say(language_, "server_usage_wrong",
                                  {{"what", error.what()}, {"command", path_of(chosen())}}) +
                                  "\n"};
        }
        asked_.command = path_of(chosen()).substr(std::string_view("phirap-server ").size());
        if (asked_.command == "bundle import" && asked_.answer.empty()) {
            asked_.answer = asked_.file + ".answer";
        }
        return asked_;
    }

  private:
    [[nodiscard]] std::string word(std::string_view key) const { return say(language_, key); }

    // What every command takes, wherever on the line it stands.
    void dress(CLI::App& app) {
        app.formatter(std::make_shared<Help>(language_));
        app.set_help_flag("-h,--help", word("server_help_help"));
        app.add_option("--data", asked_.data, word("server_help_data"))->type_name("DIR");
        app.add_option("--config", asked_.config, word("server_help_config"))->type_name("FILE");
        app.add_option("--lang", asked_.language, word("server_help_lang"))
            ->check(CLI::IsMember(std::vector<std::string>{"th", "en"}))
            ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
        app.add_flag("--json", asked_.json, word("server_help_json"));
        text(app, "--by", asked_.author, "server_help_by");
    }

    // `words`: the key of its description.
    CLI::App& command(CLI::App& parent, const std::string& name, const std::string& words) {
        CLI::App* sub = parent.add_subcommand(name, word(words));
        sub->group(word("server_usage_commands_title"));
        sub->footer(example_of(words));
        dress(*sub);
        return *sub;
    }
    CLI::App& command(const std::string& name, const std::string& words) {
        return command(app_, name, words);
    }

    CLI::Option* text(CLI::App& app, const std::string& name, std::string& into, const char* words,
                      const char* type = "TEXT") {
        return app.add_option(name, into, word(words))->type_name(name.starts_with("-") ? type : "");
    }
    CLI::Option* office(CLI::App& app) {
        return text(app, "--office", asked_.office, "server_help_office", "4301");
    }
    CLI::Option* month(CLI::App& app) {
        return text(app, "--month", asked_.month, "server_help_month", "2024-04");
    }

    void add_service() {
        CLI::App& init = command("init", "server_help_init");
        text(init, "--pack", asked_.file, "server_help_init_pack", "FILE");
        text(init, "--public-url", asked_.url, "server_help_url", "URL");
        text(init, "--recovery-key", asked_.recovery_key, "server_help_init_recovery");
        CLI::App& serve = command("serve", "server_help_serve");
        text(serve, "--listen", asked_.listen, "server_help_serve_listen", "ADDR:PORT");
        serve.add_flag("--plain", asked_.plain, word("server_help_serve_plain"));
        command("doctor", "server_help_doctor");
        CLI::App& backup = command("backup", "server_help_backup");
        text(backup, "DIR", asked_.backup, "server_help_backup_dir", "DIR");
        backup.add_option("--keep", asked_.number, word("server_help_backup_keep"))
            ->check(CLI::Range(1, 10'000))
            ->type_name("N");
        CLI::App& restore = command("restore", "server_help_restore");
        text(restore, "BACKUP", asked_.backup, "server_help_restore_backup", "DIR")->required();
        CLI::App& verify = command("verify", "server_help_verify");
        text(verify, "--backup", asked_.backup, "server_help_verify_backup", "DIR");
        office(verify);
        // What `backup` says to the service: nobody types it.
        CLI::App& verified = command("backup-verified", "server_help_backup");
        verified.group("");
        text(verified, "DIR", asked_.backup, "server_help_backup_dir", "DIR")->required();
    }

    void add_agents() {
        CLI::App& code = command("enrol-code", "server_help_enrol_code");
        office(code)->required();
        text(code, "--valid-for", asked_.valid_for, "server_help_valid_for", "14d");
        text(code, "--url", asked_.url, "server_help_url", "URL");
        CLI::App& agents = command("agents", "server_help_agents");
        office(agents);
        for (const char* name : {"revoke", "restore"}) {
            CLI::App& sub = command(agents, name, std::string("server_help_agents_") + name);
            text(sub, "ID", asked_.id, "server_help_agent_id", "ID")->required();
        }
    }

    void add_offices() {
        CLI::App& offices = command("office", "server_help_office_group");
        offices.require_subcommand(1);
        CLI::App& import = command(offices, "import", "server_help_office_import");
        text(import, "FILE", asked_.file, "server_help_office_file", "FILE")->required();
        text(import, "--from", asked_.from, "server_help_from", "2024-04");
        month(command(offices, "list", "server_help_office_list"));
        for (const auto& [name, option] : {std::pair{"roster", "--officials"}, {"target", "--value"}}) {
            CLI::App& sub = command(name, std::string("server_help_") + name);
            office(sub);
            month(sub);
            sub.add_option(option, asked_.number, word(std::string("server_help_") + name + "_number"))
                ->check(CLI::NonNegativeNumber)
                ->type_name("N");
            text(sub, "--from", asked_.from, "server_help_from", "2024-04");
            if (option == std::string_view("--officials")) {
                sub.add_option("--downloaded", asked_.downloaded, word("server_help_roster_downloaded"))
                    ->check(CLI::NonNegativeNumber)
                    ->type_name("N");
            }
        }
    }

    void add_packs() {
        CLI::App& packs = command("pack", "server_help_pack");
        packs.require_subcommand(1);
        command(packs, "show", "server_help_pack_show");
        CLI::App& check = command(packs, "check", "server_help_pack_check");
        text(check, "FILE", asked_.file, "server_help_pack_file", "FILE")->required();
        CLI::App& publish = command(packs, "publish", "server_help_pack_publish");
        text(publish, "FILE", asked_.file, "server_help_pack_file", "FILE")->required();
    }

    void add_looking() {
        CLI::App& report = command("report", "server_help_report");
        office(report)->required();
        month(report)->required();
        CLI::App& grade = command("grade", "server_help_grade");
        office(grade);
        month(grade)->required();
        CLI::App& out = command("export", "server_help_export");
        office(out);
        month(out);
        out.add_flag("--all", asked_.all, word("server_help_export_all"));
        asked_.format = "json";
        text(out, "--format", asked_.format, "server_help_export_format")
            ->check(CLI::IsMember(std::vector<std::string>{"json", "csv"}));
        text(out, "--out", asked_.out, "server_help_export_out", "FILE");
    }

    void add_review() {
        CLI::App& review = command("review", "server_help_review");
        review.require_subcommand(1);
        for (const char* name : {"approve", "return", "strike", "extend"}) {
            command(review, name, std::string("server_help_review_") + name);
        }
        CLI::App& approve = *review.get_subcommand("approve");
        approve.add_flag("--despite-conflicts", asked_.despite_conflicts,
                         word("server_help_review_despite_conflicts"));
        CLI::App& strike = *review.get_subcommand("strike");
        text(strike, "--row", asked_.row, "server_help_review_row", "ID")->required();
        text(strike, "--criterion", asked_.criterion, "server_help_review_criterion")->required();
        strike.add_flag("--lift", asked_.lift, word("server_help_review_lift"));
        CLI::App& extend = *review.get_subcommand("extend");
        text(extend, "--until", asked_.until, "server_help_review_until", "2024-05-20")->required();
        // `review --office 4301 --month 2024-04 approve` reads as well as the other way round.
        for (CLI::App* app : {&review, &approve, review.get_subcommand("return"), &strike, &extend}) {
            office(*app);
            month(*app);
            text(*app, "--comment", asked_.comment, "server_help_review_comment");
            text(*app, "--reason", asked_.reason, "server_help_reason");
        }
    }

    void add_troubles() {
        office(command("conflicts", "server_help_conflicts"));
        CLI::App& settle = command("settle", "server_help_settle");
        text(settle, "CONFLICT", asked_.id, "server_help_settle_id", "KEY")->required();
        settle.add_option("--answer", asked_.number, word("server_help_settle_answer"))
            ->check(CLI::PositiveNumber)
            ->required();
        office(settle)->required();
        CLI::App& quarantine = command("quarantine", "server_help_quarantine");
        office(quarantine);
        for (const char* name : {"release", "hold"}) {
            CLI::App& sub = command(quarantine, name, std::string("server_help_quarantine_") + name);
            text(sub, "ID", asked_.id, "server_help_operation_id", "ID")->required();
            text(sub, "--reason", asked_.reason, "server_help_reason")->required();
        }
        office(command("audit", "server_help_audit"));
        CLI::App& bundle = command("bundle", "server_help_bundle");
        bundle.require_subcommand(1);
        CLI::App& import = command(bundle, "import", "server_help_bundle_import");
        text(import, "FILE", asked_.file, "server_help_bundle_file", "FILE")->required();
        text(import, "--answer", asked_.answer, "server_help_bundle_answer", "FILE");
    }

    // The innermost command that was named.
    CLI::App& chosen() {
        CLI::App* app = &app_;
        while (!app->get_subcommands().empty()) {
            app = app->get_subcommands().front();
        }
        return *app;
    }
    static std::string help_of(const CLI::App& app) {
        return app.help(app.get_parent() == nullptr ? "" : path_of(*app.get_parent()));
    }
    static std::string path_of(const CLI::App& app) {
        return app.get_parent() == nullptr ? app.get_name()
                                           : path_of(*app.get_parent()) + " " + app.get_name();
    }

    Language language_;
    CLI::App app_;
    Invocation asked_;
};

}  // namespace

std::variant<Invocation, Leaving> read_arguments(const std::vector<std::string>& arguments,
                                                 Language language) {
    return Reader(language).read(arguments);
}

}  // namespace phirap::server
