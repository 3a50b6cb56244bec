using Simulator.Engine;
using Simulator.Cli;
using Simulator.Cli.Execution;
using Simulator.Results;
using Simulator.Runs;
using Simulator.Scenarios;
using Simulator.Tests.Reporting;

namespace Simulator.Tests.Cli;

/// <summary>Runs command lines in a folder of its own, in this process, with invented results in place of sampling.</summary>
internal sealed class CommandLineRun : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("simulator-cli-").FullName;

    public StringWriter Output { get; } = new();

    public StringWriter Error { get; } = new();

    /// <summary>The options of every simulation.</summary>
    public List<RunOptions> Asked { get; } = [];

    public Simulation? Simulate { get; init; }

    public CancellationToken Cancellation { get; init; }

    public bool Debug { get; init; }

    /// <summary>Columns of the terminal; null for a pipe.</summary>
    public int? Width { get; init; }

    public TextReader Input { get; init; } = TextReader.Null;

    public TextWriter? OutputInstead { get; init; }

    public int Run(params string[] arguments) => Program.Run(arguments, new Session(OutputInstead ?? Output, Error)
    {
        Input = Input,
        Cancellation = Cancellation,
        Debug = Debug,
        Width = Width,
        Simulate = (scenario, options, progress, cancellation) =>
        {
            Asked.Add(options);
            return (Simulate ?? Invent)(scenario, options, progress, cancellation);
        },
    });

    /// <summary>Runs with the results kept in the test's own folder.</summary>
    public int RunScenario(string path, params string[] arguments) =>
        Run(["run", path, "--out", Path.Combine(Folder, "out"), "--no-plots", .. arguments]);

    /// <summary>Runs and draws charts into the test's own folder.</summary>
    public int RunWithCharts(string path, params string[] arguments) =>
        Run(["run", path, "--out", Path.Combine(Folder, "out"), .. arguments]);

    /// <summary>Writes a scenario that can be run, and returns its path.</summary>
    public string Scenario(string name = "Small", string file = "small.yaml", string more = "") => WriteFile(file, $"""
        name: {name}
        hardware:
          tdp: 700 W
        training:
          - phase: pre-training
            accelerator_hours: 1M h
        {more}
        """);

    public string WriteFile(string file, string text)
    {
        var path = Path.Combine(Folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static SimulationResult Invent(
        Scenario scenario, RunOptions options, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        var result = SampleResults.Result(scenario.Name, options.Samples ?? RunOptions.DefaultSamples);
        return result with { Scenario = result.Scenario with { File = scenario.File } };
    }
}
