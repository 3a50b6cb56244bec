using System.CommandLine;
using System.Globalization;
using Simulator.Measurements;
using Simulator.Model;

namespace Simulator.Cli.Options;

/// <summary>The options of <c>simulator import</c> that say what a log does not.</summary>
internal sealed class ImportArguments
{
    private readonly Option<LogTime?> _from = Time("--from", "Count nothing before this time.");
    private readonly Option<LogTime?> _to = Time("--to", "Count nothing after this time.");
    private readonly Option<TimeSpan?> _maxGap = Gap();
    private readonly Option<bool> _fillGaps = new("--fill-gaps") { Description = "Draw straight lines over gaps. Without it they count with no energy, and more than 5% of them is an error." };
    private readonly Option<double?> _accuracy = Share();
    private readonly Option<string?> _at = At();
    private readonly Option<string?> _time = Text("--time", "COLUMN", "Column of time, for power-csv.");
    private readonly Option<string?> _power = Text("--power", "COLUMN", "Column of power, for power-csv.");
    private readonly Option<string?> _device = Text("--device", "COLUMN", "Column that tells devices apart, for power-csv.");
    private readonly Option<string?> _columns = Text("--columns", "NAMES", "Names of the columns of a log without a header, with commas between them.");
    private readonly Option<string?> _unit = Text("--unit", "UNIT", "Unit of powers where the log states none: W, mW, uW, kW or MW.");
    private readonly Option<string?> _accelerator = Text("--accelerator", "ID", "Catalogue entry of the accelerator, where the log does not name it.");
    private readonly Option<bool> _differentMachines = new("--different-machines") { Description = "Files that cover the same time are of different machines: add their energies." };
    private readonly Option<string[]> _except = new("--except")
    {
        Description = "Leave out a device, job or run; may be repeated.", HelpName = "NAME", Arity = ArgumentArity.OneOrMore, DefaultValueFactory = _ => [],
    };

    public IEnumerable<Option> Options =>
        [_from, _to, _maxGap, _fillGaps, _accuracy, _at, _time, _power, _device, _columns, _unit, _accelerator, _differentMachines, _except];

    public ImportOptions Read(ParseResult parsed) => new()
    {
        From = parsed.GetValue(_from),
        To = parsed.GetValue(_to),
        MaxGap = parsed.GetValue(_maxGap),
        FillGaps = parsed.GetValue(_fillGaps),
        Accuracy = parsed.GetValue(_accuracy),
        MeasuredAt = parsed.GetValue(_at) is { } word ? Boundaries.Parse(word) : null,
        TimeColumn = parsed.GetValue(_time),
        PowerColumn = parsed.GetValue(_power),
        DeviceColumn = parsed.GetValue(_device),
        Columns = parsed.GetValue(_columns)?.Split(',', StringSplitOptions.TrimEntries),
        Unit = parsed.GetValue(_unit),
        Accelerator = parsed.GetValue(_accelerator),
        DifferentMachines = parsed.GetValue(_differentMachines),
        Except = parsed.GetValue(_except) ?? [],
    };

    private static Option<string?> Text(string name, string helpName, string description) => new(name) { Description = description, HelpName = helpName };

    private static Option<string?> At()
    {
        var option = Text("--at", string.Join('|', Boundaries.Words), "What the meter has in it. Default: accelerators for nvidia-smi, it for codecarbon and sacct.");
        option.Only([.. Boundaries.Words]);
        return option;
    }

    private static Option<LogTime?> Time(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "TIME",
        CustomParser = result =>
        {
            var time = LogTime.Parse(result.Tokens[0].Value);
            if (time is null)
            {
                result.AddError($"{name}: '{result.Tokens[0].Value}' is no time; allowed: {LogTime.Allowed}.");
            }

            return time;
        },
    };

    private static Option<TimeSpan?> Gap() => new("--max-gap")
    {
        Description = "Longest time between two rows that is no gap, e.g. 90s, 5min or 1h. Default: ten times the median step.",
        HelpName = "TIME",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            var end = text.AsSpan().IndexOfAnyExcept("0123456789.");
            var seconds = (end < 0 ? "" : text[end..].Trim()) switch { "s" => 1, "min" => 60, "h" => 3600, _ => 0 };
            if (seconds > 0 && double.TryParse(text.AsSpan(0, end), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number > 0 && number * seconds < 1e9)
            {
                return TimeSpan.FromSeconds(number * seconds);
            }

            result.AddError($"--max-gap: '{text}' is no time; allowed: a number with s, min or h, e.g. 90s.");
            return null;
        },
    };

    private static Option<double?> Share() => new("--accuracy")
    {
        Description = "Accuracy of the meter: half the width of the 90% interval of the energy. Default: what is published about the meter, if anything is.",
        HelpName = "3%",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (text.EndsWith('%') && NumberText.Share(text) is { } share)
            {
                return share;
            }

            result.AddError($"--accuracy: '{text}' is not an accuracy; allowed: more than 0% and less than 100%, e.g. 3%.");
            return null;
        },
    };
}
