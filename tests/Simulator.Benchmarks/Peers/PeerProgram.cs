using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Simulator.Benchmarks.Peers;

/// <summary>A peer's program: the same model, written by hand with its library.</summary>
/// <param name="Name">The library.</param>
/// <param name="Sampling">How it samples.</param>
/// <param name="Arguments">File and leading arguments.</param>
/// <param name="RunSamples">Samples of the run that its rate is taken from: its memory holds no more in comfort.</param>
internal sealed record PeerProgram(string Name, string Sampling, string[] Arguments, int RunSamples)
{
    private const string Interpreter = "/usr/bin/python3";

    /// <summary>The peers that Debian has packages of: python3-numpy and python3-openturns.</summary>
    public static IReadOnlyList<PeerProgram> All { get; } =
    [
        new("NumPy", "random", ["numpy_peer.py"], 2_000_000),
        new("OpenTURNS", "random", ["openturns_peer.py", "random"], 500_000),
        new("OpenTURNS", "sobol", ["openturns_peer.py", "sobol"], 1 << 18),
    ];

    /// <summary>One run: what it printed, and the time of the whole command. [s]</summary>
    /// <exception cref="InvalidOperationException">The interpreter or the library is missing.</exception>
    public (PeerRun Run, double CommandSeconds) Run(long samples)
    {
        var watch = Stopwatch.StartNew();
        var printed = Execute(["run", Text(samples)]);
        return (JsonSerializer.Deserialize<PeerRun>(printed, JsonSerializerOptions.Web)!, watch.Elapsed.TotalSeconds);
    }

    /// <summary>Root mean square relative error of the p95 of emissions over independent repetitions. [-]</summary>
    public double Error(long samples, int repetitions, double reference)
    {
        using var document = JsonDocument.Parse(
            Execute(["error", Text(samples), Text(repetitions), reference.ToString("R", CultureInfo.InvariantCulture)]));
        return document.RootElement.GetProperty("error").GetDouble();
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private string Execute(string[] task)
    {
        var start = new ProcessStartInfo(Interpreter) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Peers", Arguments[0]));
        foreach (var argument in Arguments.Skip(1).Concat(task))
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var printed = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0
                ? printed
                : throw new InvalidOperationException(errors.Result.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault("it failed"));
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new InvalidOperationException($"there is no {Interpreter}");
        }
    }
}

/// <summary>What a peer prints of a run.</summary>
/// <param name="Seconds">Time of the simulation, without starting the interpreter. [s]</param>
/// <param name="Quantiles">Nine quantiles by output.</param>
/// <param name="Version">Library and version.</param>
internal sealed record PeerRun(double Seconds, IReadOnlyDictionary<string, double[]> Quantiles, string Version);
