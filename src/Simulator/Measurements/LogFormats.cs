using Simulator.Catalog;
using Simulator.Scenarios.Text;

namespace Simulator.Measurements;

/// <summary>The formats of logs that can be read.</summary>
internal static class LogFormats
{
    private static readonly OrderedDictionary<string, Func<ImportOptions, Tally, IReadOnlyList<LogFile>, Measurement>> Readers = new(StringComparer.Ordinal)
    {
        ["codecarbon"] = (options, tally, files) => new CodeCarbonReader(options, tally).Read(files),
        ["nvidia-smi"] = (options, tally, files) => new NvidiaSmiReader(options, tally).Read(files),
        ["sacct"] = (options, tally, files) => new SacctReader(options, tally).Read(files),
        ["prometheus"] = (options, tally, files) => new PrometheusReader(options, tally).Read(files),
        ["power-csv"] = (options, tally, files) => new PowerCsvReader(options, tally).Read(files),
    };

    /// <summary>Names of the formats.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Readers.Keys];

    /// <summary>What logs say about a run.</summary>
    /// <param name="format">One of <see cref="Names"/>.</param>
    /// <param name="files">The logs, at least one.</param>
    /// <param name="options">What they do not say themselves.</param>
    /// <exception cref="ScenarioException">They cannot be read in one way; says what was found, where, and what to do.</exception>
    public static Measurement Read(string format, IReadOnlyList<LogFile> files, ImportOptions options)
    {
        if (files.GroupBy(file => file.Sha256, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } same)
        {
            throw same.Last().Mistake(0, "", $"the same content as {same.First().Name}", "each log once");
        }

        if (options.Unit is { } unit && PowerUnit.Watts(unit) is null)
        {
            throw files[0].Mistake(0, "--unit", $"'{unit}'", PowerUnit.Allowed);
        }

        if (options.Accelerator is { } accelerator && !BuiltInCatalog.Accelerators.ContainsKey(accelerator))
        {
            throw files[0].Mistake(0, "--accelerator", $"'{accelerator}'", "an accelerator of the catalogue", Spelling.Question(string.Join(", ", BuiltInCatalog.Accelerators.Nearest(accelerator))));
        }

        var measured = Readers[format](options, new Tally(), files);
        return double.IsFinite(measured.KilowattHours) && measured.KilowattHours > 0
            ? measured
            : throw files[0].Mistake(0, "", FormattableString.Invariant($"an energy of {measured.KilowattHours} kWh"), "more than 0");
    }
}
