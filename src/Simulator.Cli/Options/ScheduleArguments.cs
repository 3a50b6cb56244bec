using System.CommandLine;
using Simulator.Scenarios.Quantities;
using Simulator.Scenarios.Quantities.Dimensions;
using Simulator.Studies.Schedule;

namespace Simulator.Cli.Options;

/// <summary>The options that say which starts are tried, and what is to be low.</summary>
internal sealed class ScheduleArguments
{
    private static readonly System.Buffers.SearchValues<char> Letters = System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyz");

    private readonly Option<TimeSpan?> _horizon = Length("--horizon", "30d", "Length of time, from the first start, in which everything must be done. Default: 30d.", TimeSpan.FromDays(3660));
    private readonly Option<TimeSpan?> _step = Length("--step", "1h", "From one start to the next. Default: 1h.", TimeSpan.FromDays(366));

    private readonly Option<string?> _by = new("--by")
    {
        Description = "Output whose lowest mean makes a start the best: emissions, cost, or any other. Default: emissions, or cost where the start does not change emissions.",
        HelpName = "OUTPUT",
        CompletionSources = { _ => ScenarioNames.Outputs },
    };

    private readonly Option<string?> _from = new("--from") { Description = "The first start, e.g. 2026-03-01T08:00Z. Default: that of the file.", HelpName = "INSTANT" };

    /// <summary>The options.</summary>
    public IReadOnlyList<Option> Options => [_horizon, _step, _by, _from];

    /// <summary>What the command line asks for.</summary>
    public ScheduleQuestion Read(ParseResult parsed) => new(
        parsed.GetValue(_horizon) ?? TimeSpan.FromDays(30), parsed.GetValue(_step) ?? TimeSpan.FromHours(1), parsed.GetValue(_by), parsed.GetValue(_from));

    private static Option<TimeSpan?> Length(string name, string example, string description, TimeSpan most) => new(name)
    {
        Description = description,
        HelpName = "TIME",
        CustomParser = result =>
        {
            var text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
            if (Minutes(text) is { } minutes && minutes >= 1 && minutes <= most.TotalMinutes && Math.Abs(minutes - Math.Round(minutes)) < 1e-6)
            {
                return TimeSpan.FromMinutes(Math.Round(minutes));
            }

            result.AddError(FormattableString.Invariant(
                $"{name}: '{text}' is not allowed; write whole minutes up to {most.TotalDays:0} d with their unit, e.g. {example}, 90min or 12h."));
            return null;
        },
    };

    // A number without a unit could be hours or days.
    private static double? Minutes(string text)
    {
        try
        {
            // The d of 30d, which scenario files write as days.
            var written = text.EndsWith('d') && !text.AsSpan(0, text.Length - 1).ContainsAny(Letters) ? text + "ays" : text;
            return written.Any(char.IsLetter) ? 60 * QuantityParser.ParseConstant(written, "h") : null;
        }
        catch (QuantityException)
        {
            return null;
        }
    }
}
