#include <CLI/CLI.hpp>
#include <array>

#include "agent/cli/invocation.h"
#include "agent/desk/desk_address.h"
#include "shared/wire/mission_pack_file.h"

namespace phirap::agent {
namespace {

// The library's own words, as far as they show, in the language of the rest.
class Help : public CLI::Formatter {
  public:
    explicit Help(Language language) : language_(language) {
        column_width(34);
        for (const auto& [words, key] : {std::pair{"OPTIONS", "usage_options"},
                                         {"Options", "usage_options_title"},
                                         {"SUBCOMMAND", "usage_command"},
                                         {"Positionals", "usage_positionals_title"},
                                         {"Usage", "usage_title"},
                                         {"REQUIRED", "usage_required"}}) {
            label(words, say(language_, key));
        }
    }
    // What an argument stands for, its own name says; what a checked value may be, the sentence beside it.
    std::string make_option_opts(const CLI::Option* option) const override {
        const bool takes_value = option->get_items_expected_max() != 0 && option->get_name().starts_with("-");
        const std::string type = option->get_type_name();
        return (takes_value ? " " + type.substr(0, type.find(':')) : "") +
               std::string(option->get_required() ? " " + get_label("REQUIRED") : "");
    }
    std::string make_footer(const CLI::App* app) const override {
        const std::string footer = app->get_footer();
        return footer.empty() ? "" : "\n" + say(language_, "usage_examples_title") + "\n" + footer + "\n";
    }

  private:
    Language language_;
};

class Reader {
  public:
    explicit Reader(Language language) : language_(language), app_(word("help_agent"), "phirap-agent") {
        app_.formatter(std::make_shared<Help>(language));
        app_.option_defaults()->group(word("usage_options_title"));
        app_.set_help_flag("-h,--help", word("help_help"));
        app_.set_version_flag("--version", "phirap-agent 0.1.0", word("help_version"));
        app_.footer(word("help_agent_examples"));
        app_.require_subcommand(1);
        common(app_);
        app_.add_flag("--json", asked_.json, word("help_json"));
        add_enrol();
        add_record();
        add_attach();
        add_import();
        add_month_commands();
        add_settle();
        add_plain_commands();
    }

    std::variant<Invocation, Leaving> read(const std::vector<std::string>& arguments) {
        asked_.arguments = arguments;
        try {
            app_.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
        } catch (const CLI::CallForHelp&) {
            return Leaving{0, help()};
        } catch (const CLI::CallForVersion& version) {
            return Leaving{0, std::string(version.what()) + "\n"};
        } catch (const CLI::ParseError& error) {
            return Leaving{2, complaint(error) + "\n"};
        }
        gather();
        return asked_;
    }

  private:
    [[nodiscard]] std::string word(std::string_view key) const { return say(language_, key); }

    void common(CLI::App& app) {
        app.add_option("--data", asked_.data, word("help_data"))->type_name("DIR");
        app.add_option("--config", asked_.config, word("help_config"))->type_name("FILE");
        app.add_option("--lang", asked_.language, word("help_lang"))
            ->check(CLI::IsMember(std::vector<std::string>{"th", "en"}))
            ->type_name("th|en");
    }

    CLI::App& command(const std::string& name) {
        CLI::App* sub = app_.add_subcommand(name, word("help_" + name));
        sub->formatter(std::make_shared<Help>(language_));
        sub->group(word("usage_commands_title"));
        sub->option_defaults()->group(word("usage_options_title"));
        sub->set_help_flag("-h,--help", word("help_help"));
        sub->footer(word("help_" + name + "_examples"));
        common(*sub);
        return *sub;
    }
    CLI::App& printing_command(const std::string& name) {
        CLI::App& sub = command(name);
        sub.add_flag("--json", asked_.json, word("help_json"));
        return sub;
    }
    void author(CLI::App& sub) {
        sub.add_option("--author", author_, word("help_author"))->type_name("NAME");
    }

    template <typename Month>
    CLI::Option* month(CLI::App& sub, Month& into, const char* words) {
        return sub.add_option("--month", into, word(words))->type_name("MONTH");
    }

    void add_enrol() {
        CLI::App& sub = printing_command("enrol");
        CLI::Option* code = sub.add_option("CODE", enrol_.code, word("help_enrol_code"));
        sub.add_option("--file", enrol_.file, word("help_enrol_file"))->type_name("FILE")->excludes(code);
        sub.add_option("--machine", enrol_.machine, word("help_enrol_machine"))->type_name("NAME");
    }

    // Every field of the shipped form has a flag of its own; those of another mission's form go by --set.
    void add_record() {
        CLI::App& sub = command("record");
        month(sub, record_.month, "help_month");
        CLI::Option* file =
            sub.add_option("--json", record_.file, word("help_record_json"))->type_name("FILE");
        sub.add_option("--row", record_.row, word("help_record_row"))->type_name("ID")->excludes(file);
        const Form& form = builtin_pack().form;
        fields_.reserve(form.row_fields.size() + form.report_fields.size());
        for (const auto* fields : {&form.row_fields, &form.report_fields}) {
            for (const FormField& field : *fields) {
                if (field.type != FieldType::flag) {
                    add_field(sub, field, file);
                }
            }
        }
        sub.add_option("--set", set_, word("help_record_set"))->type_name("KEY=VALUE")->excludes(file);
        sub.add_option("--channel", record_.channels, word("help_record_channel"))
            ->type_name("KIND=LINK")
            ->excludes(file);
        sub.add_flag("--publicity-only", record_.publicity_only, word("help_record_publicity_only"))
            ->excludes(file);
        sub.add_option("--service", record_.services, word("help_record_service"))
            ->type_name("NAME=TICKS")
            ->excludes(file);
        CLI::Option* remove = sub.add_flag("--delete", record_.remove, word("help_record_delete"));
        sub.add_flag("--keep", record_.keep, word("help_record_keep"))->excludes(remove);
        author(sub);
    }
    void add_field(CLI::App& sub, const FormField& field, CLI::Option* file) {
        std::string flag = "--" + field.key;
        std::ranges::replace(flag, '_', '-');
        fields_.emplace_back(field.key, std::nullopt);
        sub.add_option(flag, fields_.back().second, field.label.in(language_))
            ->type_name(field.type == FieldType::integer ? "N"
                        : field.type == FieldType::date  ? "DATE"
                                                         : "TEXT")
            ->excludes(file);
    }

    void add_attach() {
        CLI::App& sub = printing_command("attach");
        month(sub, attach_.month, "help_month")->required();
        sub.add_option("--row", attach_.row, word("help_attach_row"))->type_name("ID")->required();
        sub.add_option("--role", attach_.role, word("help_attach_role"))->type_name("ROLE")->required();
        sub.add_option("--channel", attach_.channel, word("help_attach_channel"))->type_name("KIND");
        sub.add_option("FILE", attach_.files, word("help_attach_file"))->required();
        author(sub);
    }

    void add_import() {
        CLI::App& sub = printing_command("import");
        sub.add_option("FILE", import_.file, word("help_import_file"))->required();
        month(sub, import_.month, "help_import_month");
        sub.add_option("--pictures", import_.pictures, word("help_import_pictures"))->type_name("DIR");
        sub.add_flag("--replace", import_.replace, word("help_import_replace"));
        sub.add_flag("--all-or-nothing", import_.all_or_nothing, word("help_import_all_or_nothing"));
        author(sub);
    }

    void add_month_commands() {
        month(printing_command("report"), report_.month, "help_report_month");
        CLI::App& submit = printing_command("submit");
        month(submit, submit_.month, "help_month")->required();
        author(submit);
        month(printing_command("conflicts"), conflicts_.month, "help_conflicts_month");
    }

    void add_settle() {
        CLI::App& sub = printing_command("settle");
        sub.add_option("QUESTION", settle_.question, word("help_settle_question"));
        month(sub, settle_.month, "help_conflicts_month");
        CLI::Option* answer = sub.add_option("--answer", settle_.answer, word("help_settle_answer"))
                                  ->check(CLI::PositiveNumber)
                                  ->type_name("N");
        CLI::Option* value = sub.add_option("--value", settle_.value, word("help_settle_value"))
                                 ->type_name("TEXT")
                                 ->excludes(answer);
        CLI::Option* keep =
            sub.add_flag("--keep", settle_.keep, word("help_settle_keep"))->excludes(answer)->excludes(value);
        sub.add_flag("--delete", settle_.remove, word("help_settle_delete"))
            ->excludes(answer)
            ->excludes(value)
            ->excludes(keep);
        author(sub);
    }

    void add_plain_commands() {
        CLI::App& bundle = printing_command("bundle");
        bundle.add_option("ACTION", bundle_.action, word("help_bundle_action"))
            ->check(CLI::IsMember(std::vector<std::string>{"export", "import"}))
            ->required();
        bundle.add_option("FILE", bundle_.file, word("help_bundle_file"))->required();
        printing_command("sync").add_flag("--once", once_, word("help_sync_once"));
        printing_command("status");
        printing_command("doctor");
        CLI::App& serving = command("serve");
        serving.add_option("--desk", serve_.desk, word("help_serve_desk"))
            ->check([](const std::string& text) {
                const bool is_known = text == "off" || desk_address_from(text);
                return is_known ? std::string() : "127.0.0.1:PORT, off";
            })
            ->type_name("ADDR:PORT|off");
        serving.add_flag("--open", serve_.open, word("help_serve_open"));
        printing_command("desk").add_flag("--open", desk_.open, word("help_desk_open"));
    }

    void gather() {
        const std::string name = app_.get_subcommands().front()->get_name();
        record_.author = attach_.author = import_.author = submit_.author = settle_.author = author_;
        for (auto& [key, value] : fields_) {
            if (value) {
                record_.fields.emplace_back(key, *value);
            }
        }
        for (const std::string& pair : set_) {
            const std::size_t equals = pair.find('=');
            record_.fields.emplace_back(pair.substr(0, equals),
                                        equals == pair.npos ? "" : pair.substr(equals + 1));
        }
        const std::array<Asked, std::variant_size_v<Asked>> all = {
            enrol_,     record_, attach_,     import_,       report_, submit_, settle_,
            conflicts_, bundle_, SyncAsked{}, StatusAsked{}, serve_,  desk_,   DoctorAsked{}};
        for (const Asked& one : all) {
            if (name_of(one) == name) {
                asked_.asked = one;
            }
        }
    }

    std::string help() {
        const std::vector<CLI::App*> chosen = app_.get_subcommands();
        return chosen.empty() ? app_.help() : chosen.front()->help("phirap-agent");
    }

    std::string complaint(const CLI::ParseError& error) {
        const std::vector<CLI::App*> chosen = app_.get_subcommands();
        const std::string command = chosen.empty() ? "" : " " + chosen.front()->get_name();
        return say(language_, "usage_wrong", {{"what", error.what()}, {"command", "phirap-agent" + command}});
    }

    Language language_;
    CLI::App app_;
    Invocation asked_;
    EnrolAsked enrol_;
    RecordAsked record_;
    AttachAsked attach_;
    ImportAsked import_;
    ReportAsked report_;
    SubmitAsked submit_;
    SettleAsked settle_;
    ConflictsAsked conflicts_;
    BundleAsked bundle_;
    ServeAsked serve_;
    DeskAsked desk_;
    std::vector<std::pair<std::string, std::optional<std::string>>> fields_;
    std::vector<std::string> set_;
    std::string author_;
    bool once_ = false;
};

}  // namespace

std::variant<Invocation, Leaving> read_arguments(const std::vector<std::string>& arguments,
                                                 Language language) {
    return Reader(language).read(arguments);
}

}  // namespace phirap::agent
