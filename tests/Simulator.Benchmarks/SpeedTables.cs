using System.Diagnostics;
using System.Globalization;
using Simulator.Benchmarks.Peers;
using Simulator.Engine;
using Simulator.Runs;
using Simulator.Sampling.Lanes;
using Simulator.Scenarios.Reading;

namespace Simulator.Benchmarks;

/// <summary>Measures the tables of docs/speed.md on this machine and writes them between the marks of the page, with date and machine.</summary>
internal static class SpeedTables
{
    private const long SamplesOfRate = 1L << 27;
    private const long SamplesOfCommands = 65_536;
    private const int Repetitions = 9;
    private const int FixedRepetitions = 200;
    private const int BlocksOfStages = 4096;

    private static readonly (string Name, string[] Arguments)[] Commands =
    [
        ("`--help`", ["--help"]),
        ("`check`", ["check", Scenarios.Flagship]),
        ("`run --no-plots`", ["run", Scenarios.Flagship, "--samples", "65536", "--no-plots", "--quiet"]),
        ("`run` with its charts", ["run", Scenarios.Flagship, "--samples", "65536", "--quiet"]),
        ("`solve --output energy --equals \"30 GWh\" --for facility.pue`",
            ["solve", Scenarios.Flagship, "--output", "energy", "--equals", "30 GWh", "--for", "facility.pue"]),
        ("`schedule`, 720 starts", ["schedule", Path.Combine(Path.GetDirectoryName(Scenarios.Flagship)!, "timed/when-to-run.yaml"), "--horizon", "810h", "--samples", "65536", "--no-plots", "--quiet"]),
        ("`sweep`, 200 points", ["sweep", Scenarios.Flagship, "--vary", "facility.pue=1.01:2:200", "--samples", "65536", "--no-plots", "--quiet"]),
    ];

    /// <summary>Measures everything and writes the page.</summary>
    /// <param name="page">The page.</param>
    /// <param name="native">The native program; null to leave the table of commands as it is.</param>
    /// <param name="published">The published program.</param>
    public static void Write(string page, string? native, string? published)
    {
        Put(page, "rates", Rates);
        Put(page, "cycles", Cycles);
        Put(page, "fixed", Fixed);
        if (native is not null && published is not null)
        {
            Put(page, "commands", writer => WriteCommands(writer, native, published));
        }

        Put(page, "peers", PeerComparison.Write);
        Put(page, "sweep", PeerComparison.WriteSweep);
    }

    private static void Put(string page, string name, Action<TextWriter> measure)
    {
        var (begin, end) = ($"<!-- speed: {name}: begin -->", $"<!-- speed: {name}: end -->");
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        measure(writer);
        var text = File.ReadAllText(page);
        var (from, to) = (text.IndexOf(begin, StringComparison.Ordinal), text.IndexOf(end, StringComparison.Ordinal));
        if (from < 0 || to < from)
        {
            throw new InvalidOperationException($"{page} has no place for '{name}': {begin} and {end}.");
        }

        File.WriteAllText(page, $"{text[..(from + begin.Length)]}\n{writer}{text[to..]}");
        Console.WriteLine(writer.ToString());
    }

    private static void Rates(TextWriter writer)
    {
        var scenario = ScenarioReader.Read(Scenarios.Flagship);
        writer.WriteLine($"{Machine.Description}; the faster of two runs of {SamplesOfRate:N0} samples:");
        writer.WriteLine("\n| device | `sobol` | `random` |\n|---|---|---|");
        foreach (var device in CpuDevices.Available.Where(name => name is CpuDevices.Avx512 or CpuDevices.Avx2))
        {
            var rates = ((Sampler[])[Sampler.Sobol, Sampler.Random]).Select(sampler => SamplesOfRate / Enumerable.Range(0, 2).Min(_ =>
                Seconds(() => SimulationRunner.Run(scenario, new RunOptions { Samples = SamplesOfRate, Sampler = sampler, Device = device }))));
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| `{device}` | {string.Join(" | ", rates.Select(rate => Text(rate / 1e6, "0.0") + " million samples/s"))} |"));
        }
    }

    private static void Cycles(TextWriter writer)
    {
        var columns = (from device in CpuDevices.Available.Where(name => name is CpuDevices.Avx512 or CpuDevices.Avx2)
                       from sampler in (Sampler[])[Sampler.Sobol, Sampler.Random]
                       select (Name: $"`{device}`, `{sampler.ToString().ToLowerInvariant()}`", Profile: StageProfile.Measure(Scenarios.Flagship, device, sampler, BlocksOfStages))).ToList();
        writer.WriteLine($"{Machine.Description}; one thread; cycles at the clock measured while it ran:");
        writer.WriteLine($"\n| cycles a sample | {string.Join(" | ", columns.Select(column => column.Name))} |\n|---|{string.Concat(columns.Select(_ => "---|"))}");
        foreach (var stage in columns.SelectMany(column => column.Profile.Stages.Keys).Distinct())
        {
            Row(stage, column => column.Stages.TryGetValue(stage, out var found) ? Text(found.Nanoseconds / column.NanosecondsOfCycle, "0.0") : "");
        }

        Row("all", column => Text(Total(column) / column.NanosecondsOfCycle, "0.0"));
        Row("million samples/s", column => Text(1e3 / Total(column), "0.0"));

        static double Total((IReadOnlyDictionary<string, (int Steps, double Nanoseconds)> Stages, double NanosecondsOfCycle) profile) =>
            profile.Stages.Values.Sum(stage => stage.Nanoseconds);

        void Row(string name, Func<(IReadOnlyDictionary<string, (int Steps, double Nanoseconds)> Stages, double NanosecondsOfCycle), string> cell) =>
            writer.WriteLine($"| {name} | {string.Join(" | ", columns.Select(column => cell(column.Profile)))} |");
    }

    private static void Fixed(TextWriter writer)
    {
        string[] stages = ["plan", "windows", "samples", "refinement", "errors", "result", "run"];
        writer.WriteLine($"{Machine.Description}, `{CpuDevices.Best}`; the shortest of {FixedRepetitions} runs, ms:");
        writer.WriteLine($"\n| samples | {string.Join(" | ", stages)} |\n|---|{string.Concat(stages.Select(_ => "---|"))}");
        foreach (var samples in (long[])[1 << 12, 1 << 16])
        {
            foreach (var sampler in (Sampler[])[Sampler.Sobol, Sampler.Random])
            {
                var found = FixedProfile.Stages(Scenarios.Flagship, new RunOptions { Samples = samples, Sampler = sampler }, FixedRepetitions);
                writer.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {samples:N0}, `{sampler.ToString().ToLowerInvariant()}` | {string.Join(" | ", stages.Select(stage => Text(found[stage].Minimum, "0.00")))} |"));
            }
        }
    }

    // In turns, so that a slow minute of the machine meets all of them.
    private static void WriteCommands(TextWriter writer, string native, string published)
    {
        writer.WriteLine($"{Machine.Description}; the median of {Repetitions} processes from start to exit, in turns:");
        writer.WriteLine("\n| command | native | published | NumPy script |\n|---|---|---|---|");
        var folder = Directory.CreateTempSubdirectory("simulator-speed-").FullName;
        foreach (var (name, arguments) in Commands)
        {
            // A script computes what a run without charts does.
            var script = arguments is ["run", .., "--no-plots", _] ? PeerProgram.All[0] : null;
            var times = Enumerable.Range(0, Repetitions).Select(_ => (
                Native: Seconds(() => Start(native, arguments, folder)), Published: Seconds(() => Start(published, arguments, folder)), Script: script?.Run(SamplesOfCommands).CommandSeconds)).ToList();
            var ofScript = script is null ? "" : Duration(times.Select(time => time.Script!.Value));
            writer.WriteLine($"| {name} | {Duration(times.Select(time => time.Native))} | {Duration(times.Select(time => time.Published))} | {ofScript} |");
        }

        Directory.Delete(folder, recursive: true);
    }

    private static void Start(string program, string[] arguments, string folder)
    {
        string[] output = arguments[0] is "run" or "sweep" or "schedule" ? ["--out", Path.Combine(folder, "out")] : [];
        var start = new ProcessStartInfo(Path.GetFullPath(program), [.. arguments, .. output]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {error.Result}");
        }
    }

    private static string Duration(IEnumerable<double> seconds)
    {
        var median = seconds.Order().ElementAt(Repetitions / 2);
        return median < 1 ? Text(1e3 * median, "0") + " ms" : Text(median, "0.00") + " s";
    }

    private static double Seconds(Action action)
    {
        var watch = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(watch).TotalSeconds;
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
