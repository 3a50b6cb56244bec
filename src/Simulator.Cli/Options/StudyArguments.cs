using System.CommandLine;
using Simulator.Cli.Execution;

namespace Simulator.Cli.Options;

/// <summary>The options of <c>run</c> that hold for comparisons and sweeps too.</summary>
internal sealed class StudyArguments
{
    private readonly Option<long?> _samples = Arguments.Samples();
    private readonly Option<double?> _precision = Arguments.Precision();
    private readonly Option<TimeSpan?> _time = Arguments.TimeLimit();
    private readonly Option<bool> _exact = new("--exact") { Description = "Exact quantiles above 4M samples too, by drawing the samples a second time." };
    private readonly Option<ulong?> _seed = Arguments.Seed();
    private readonly Option<string?> _sampler = new("--sampler") { Description = "How samples are drawn: scrambled Sobol' points, or independent ones. Default: sobol.", HelpName = "sobol|random" };
    private readonly Option<int?> _replicates = Arguments.Replicates();
    private readonly Option<string?> _device = Arguments.Device();
    private readonly Option<long?> _deviceMemory = Arguments.DeviceMemory();
    private readonly Option<int?> _threads = Arguments.Threads();
    private readonly Option<double?> _interval = Arguments.Interval();
    private readonly Option<string?> _outFolder;
    private readonly Option<string> _format = Arguments.Format("table", "json", "csv", "markdown");
    private readonly Option<bool> _quiet = Arguments.Quiet();
    private readonly ChartArguments _charts = new();

    /// <summary>The options.</summary>
    /// <param name="files">What is written into the folder, in words.</param>
    /// <param name="defaultFolder">The default folder, in words.</param>
    public StudyArguments(string files, string defaultFolder)
    {
        _outFolder = OutputPlace.Folder($"Folder for {files}. Default: {defaultFolder}.");
        _sampler.Only("random", "sobol");
    }

    /// <summary>The options, in the order of the help.</summary>
    public IReadOnlyList<Option> Options =>
    [
        _samples, _precision, _time, _exact, _seed, _sampler, _replicates, _device, _deviceMemory, _threads, _interval, _outFolder, _format, _quiet,
        .. _charts.DrawingOptions,
    ];

    /// <summary>What the command line asks for.</summary>
    public StudySettings Read(ParseResult parsed) => new(
        new RunSettings(
            parsed.GetValue(_samples), parsed.GetValue(_seed), parsed.GetValue(_sampler), parsed.GetValue(_replicates),
            parsed.GetValue(_device), parsed.GetValue(_threads), parsed.GetValue(_interval), parsed.GetValue(_precision),
            parsed.GetValue(_time), parsed.GetValue(_exact), DeviceMemory: parsed.GetValue(_deviceMemory)),
        _charts.ReadDrawing(parsed, parsed.GetValue(_threads) ?? Environment.ProcessorCount),
        parsed.GetValue(_outFolder),
        parsed.GetValue(_format)!,
        parsed.GetValue(_quiet));
}
