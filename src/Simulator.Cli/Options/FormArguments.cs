using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Simulator.Reporting.Disclosure;
using Simulator.Studies.Disclosure;

namespace Simulator.Cli.Options;

/// <summary>Which form, and what only its writer can know.</summary>
internal sealed class FormArguments
{
    private const string PerTokens = "million-tokens";
    private const string PerTraining = "training";

    private readonly Option<string> _form = new("--as")
    {
        Description = $"The form: {string.Join("; ", FormRow.All.Select(row => $"{row.Name}, {row.Title}"))}.",
        HelpName = string.Join('|', FormRow.All.Select(row => row.Name)),
        Required = true,
    };

    private readonly Option<string?> _trainingType = Word(FormChoices.OfTrainingType, "Kind of training. Default: what the phases' names tell.", "pre-training", "fine-tuning");
    private readonly Option<string?> _control = Word(FormChoices.OfControl, "Whose the hardware is. Default: service where a rental is stated, else owned.", [.. GhgAccount.Controls]);
    private readonly Option<string?> _infrastructure = Word(FormChoices.OfInfrastructure, "Kind of infrastructure. Default: other.", [.. BoAmpsReport.Infrastructures]);
    private readonly Option<string?> _unit = Word(FormChoices.OfUnit, "Functional unit. Default: a million tokens where they are stated, else the training.", PerTokens, PerTraining);

    private readonly Option<string?> _taskFamily = new(FormChoices.OfTaskFamily) { Description = "Family of the task, e.g. \"text generation\".", HelpName = "TEXT" };

    private readonly Option<string?> _prefix = new(FormChoices.OfPrefix)
    {
        Description = "Beginning of the names of LaTeX commands, letters only. Default: sim.",
        HelpName = "LETTERS",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (text.Length > 0 && text.All(char.IsAsciiLetter))
            {
                return text;
            }

            result.AddError($"{FormChoices.OfPrefix}: '{text}' cannot begin the name of a LaTeX command; allowed: letters from a to z.");
            return null;
        },
    };

    private readonly Option<DateTime?> _date = new(FormChoices.OfDate)
    {
        Description = "Date of the report, UTC, e.g. 2026-11-27 or 2026-11-27T10:00:00. Default: now.",
        HelpName = "DATE",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (DateTime.TryParseExact(
                text, ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-dd HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date))
            {
                return date;
            }

            result.AddError($"{FormChoices.OfDate}: '{text}' is not a date; allowed: year-month-day, or with a time: 2026-11-27T10:00:00.");
            return null;
        },
    };

    public FormArguments() => _form.Only([.. FormRow.All.Select(row => row.Name)]);

    /// <summary>The options, in the order of the help.</summary>
    public IReadOnlyList<Option> Options => [_form, .. Choices];

    private IReadOnlyList<Option> Choices => [_trainingType, _control, _unit, _prefix, _taskFamily, _infrastructure, _date];

    /// <summary>Refuses an option that belongs to another form.</summary>
    public void Check(CommandResult result)
    {
        if (FormRow.All.FirstOrDefault(row => row.Name == result.GetResult(_form)?.Tokens.FirstOrDefault()?.Value) is not { } form)
        {
            return;
        }

        foreach (var option in Choices.Where(option => result.GetResult(option) is { Implicit: false } && !form.Choices.Contains(option.Name)))
        {
            result.AddError($"{option.Name}: found with --as {form.Name}; allowed: with {string.Join(", ", FormRow.All.Where(row => row.Choices.Contains(option.Name)).Select(row => $"--as {row.Name}"))}.");
        }
    }

    /// <summary>What the command line asks for.</summary>
    public (FormRow Form, FormChoices Choices, FunctionalUnit? Unit) Read(ParseResult parsed) => (
        FormRow.All.First(row => row.Name == parsed.GetValue(_form)),
        new FormChoices(
            parsed.GetValue(_trainingType), parsed.GetValue(_prefix), parsed.GetValue(_taskFamily), parsed.GetValue(_infrastructure),
            parsed.GetValue(_date), parsed.GetValue(_control)),
        parsed.GetValue(_unit) switch { PerTokens => FunctionalUnit.MillionTokens, PerTraining => FunctionalUnit.Training, _ => null });

    private static Option<string?> Word(string name, string description, params string[] words)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = string.Join('|', words) };
        option.Only(words);
        return option;
    }
}
