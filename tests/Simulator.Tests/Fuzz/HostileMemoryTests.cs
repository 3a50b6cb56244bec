using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Simulator.Runs;
using Simulator.Statistics.Counting;
using Simulator.Studies.Sharding;
using Simulator.Tests.Studies;

namespace Simulator.Tests.Fuzz;

/// <summary>
/// What the program takes in all, as the system counts it, for files that are made to take much: a process of its own for each.
/// The runtime itself takes some 50 MB of it.
/// </summary>
public sealed class HostileMemoryTests : IDisposable
{
    private const int MostMegabytes = 300;
    private const int Million = 1_000_000;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private const string Rest = "training: [{accelerator_hours: 1 h}]\n";

    /// <summary>Scenarios near their largest size of 1 MB.</summary>
    private static readonly Dictionary<string, Func<string>> Scenarios = new(StringComparer.Ordinal)
    {
        ["flow sequences in each other"] = () => "name: " + new string('[', Million - 100),
        ["flow mappings in each other"] = () => "name: " + Repeated("{a: ", 249_000),
        ["block mappings in each other"] = () => string.Concat(Enumerable.Range(0, 1400).Select(depth => new string(' ', depth) + "a:\n")),
        ["sequences on one line"] = () => Repeated("- ", 499_000),
        ["many keys"] = () => With("700 W") + string.Concat(Enumerable.Range(0, 90_000).Select(number => $"k{number}: 1\n")),
        ["a key many times"] = () => With("700 W") + Repeated("name: x\n", 110_000),
        ["aliases of aliases"] = () => "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n" + string.Concat(Enumerable.Range(1, 40).Select(number => $"a{number}: &a{number} [{string.Join(',', Enumerable.Repeat($"*a{number - 1}", 10))}]\n")) + With("700 W"),
        ["many aliases"] = () => With("700 W") + "x: &x {tdp: 700 W}\n" + string.Concat(Enumerable.Range(0, 70_000).Select(number => $"k{number}: *x\n")),
        ["many phases"] = () => "name: x\nhardware: {tdp: 700 W}\ntraining: [" + Repeated("{},", 330_000) + "{}]\n",
        ["many limits"] = () => With("600 to 700 W") + "limits: [" + Repeated("\"p95 energy < 1 MWh\",", 9_900) + "]\n",
        ["many conditions in a limit"] = () => With("600 to 700 W") + "limits: [\"" + Repeated("p95 energy < 1 MWh and ", 40_000) + "p95 energy < 1 MWh\"]\n",
        ["a long line"] = () => With("600 to 700 W") + "description: " + new string('x', Million - 200) + "\n",
        ["a long name"] = () => "name: " + new string('x', Million - 200) + "\nhardware: {tdp: 600 to 700 W}\n" + Rest,
        ["characters that turn the direction"] = () => With("600 to 700 W") + "description: \"" + Repeated("\\u202e", 160_000) + "\"\n",
        ["many digits"] = () => With(new string('9', 900_000) + " W"),
        ["many zeros of a fraction"] = () => With("0." + new string('0', 900_000) + "1 W"),
        ["a huge exponent"] = () => With("1e999999999 W"),
        ["a tiny exponent"] = () => With("1e-999999999 W"),
        ["an exponent with many digits"] = () => With("1e" + new string('9', 900_000) + " W"),
        ["a unit of many factors"] = () => With("700 " + Repeated("W*", 400_000) + "W"),
        ["a unit of many quotients"] = () => With("700 " + Repeated("m2*year/MWh/", 80_000) + "W"),
        ["a power of a unit"] = () => With("700 W^999999999"),
        ["parentheses in each other"] = () => With("'" + new string('(', 900_000) + "'"),
        ["mixtures in each other"] = () => With("'" + Repeated("mix(", 220_000) + "'"),
        ["a mixture of many parts"] = () => With("'mix(" + string.Join(',', Enumerable.Repeat("1 to 2 @ 0.01%", 10_000)) + ") W'"),
        ["a choice of many values"] = () => With("'choice(" + string.Join(',', Enumerable.Repeat("1 @ 0.0015%", 66_666)) + ") W'"),
        ["a column of the data with a million values"] = () => With("'empirical(rows.csv) W'"),
        ["data of one cell"] = () => With("'empirical(cell.csv) W'"),
        ["data of wide rows"] = () => With("'empirical(wide.csv, column=c7) W'"),
        ["data of separators"] = () => With("'empirical(commas.csv) W'"),
        ["data without an end of a quotation"] = () => With("'empirical(quote.csv) W'"),
        ["data of empty lines"] = () => With("'empirical(empty.csv) W'"),
    };

    private static readonly Dictionary<string, Action<StreamWriter>> Data = new(StringComparer.Ordinal)
    {
        ["rows.csv"] = file => Many(file, "a\n", "1.2345\n5.4321\n", 499_999),
        ["cell.csv"] = file => Many(file, "a\n", "1111111111", 5 * Million),
        ["wide.csv"] = file => Many(file, string.Join(',', Enumerable.Range(0, 300_000).Select(number => $"c{number}")) + "\n", "1,", Million),
        ["commas.csv"] = file => Many(file, "a\n", ",,,,,,,,,,", 5 * Million),
        ["quote.csv"] = file => Many(file, "a\n\"", "xxxxxxxxxx", 5 * Million),
        ["empty.csv"] = file => Many(file, "a\n", "\n", 50 * Million),
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("simulator-memory-").FullName;

    public static TheoryData<string> Names => [.. Scenarios.Keys];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_scenario_is_read_and_run_in_little_memory(string name)
    {
        var text = Scenarios[name]();
        Assert.InRange(text.Length, 20, 1 << 20);
        File.WriteAllText(Path.Combine(_folder, "hostile.yaml"), text);
        foreach (var (file, write) in Data.Where(data => text.Contains(data.Key, StringComparison.Ordinal)))
        {
            using var writer = new StreamWriter(Path.Combine(_folder, file));
            write(writer);
        }

        Feed("run", "hostile.yaml", "--samples", "1024", "--no-plots", "--threads", "1", "--out", "out");
    }

    // The header of a real part, whose content says what it never has; the hash is right.
    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    public void A_part_that_unpacks_to_a_gigabyte_is_refused_in_little_memory(int value)
    {
        using var parts = new DrawnParts();
        var part = File.ReadAllBytes(parts.Draw(new RunOptions { Replicates = 2, Samples = MomentSums.VirtualBlock }, 1, 1));
        var body = Array.IndexOf(part, (byte)'\n', Array.IndexOf(part, (byte)'\n') + 1) + 1;
        using var made = new MemoryStream();
        made.Write(part.AsSpan(0, body));
        using (var content = new ZLibStream(made, CompressionLevel.Fastest, leaveOpen: true))
        {
            var chunk = new byte[Million];
            chunk.AsSpan().Fill((byte)value);
            for (var megabyte = 0; megabyte < 1000; megabyte++)
            {
                content.Write(chunk);
            }
        }

        var hash = SHA256.HashData(made.ToArray());
        made.Write(PartFormat.EndMark);
        made.Write(hash);
        File.WriteAllBytes(Path.Combine(_folder, "bomb.part"), made.ToArray());
        Feed("merge", "bomb.part", "--no-plots", "--out", "out");
    }

    [Theory]
    [InlineData("nvidia-smi", "timestamp, power.draw [W]\n", "x", 60 * Million)]
    [InlineData("nvidia-smi", "timestamp, power.draw [W]\n", ",", 60 * Million)]
    [InlineData("prometheus", "", "[", 60 * Million)]
    [InlineData("sacct", "JobID|Elapsed|ConsumedEnergyRaw|NodeList|Start|End\n7|01:00:00|7200000|", "a[0-99999],", 100_000)]
    public void A_log_is_refused_in_little_memory(string format, string start, string repeated, int times)
    {
        using (var writer = new StreamWriter(Path.Combine(_folder, "log")))
        {
            Many(writer, start, repeated, times);
        }

        Feed("import", format, "log", "--out", "out.yaml");
    }

    // Time in proportion to the rows: each device and each run once, in none of the searches among all others.
    [Theory]
    [InlineData("nvidia-smi")]
    [InlineData("prometheus")]
    [InlineData("codecarbon")]
    [InlineData("sacct")]
    public void A_log_of_very_many_devices_or_runs_is_read_in_time(string format)
    {
        const int Count = 60_000;
        var numbers = Enumerable.Range(0, Count);
        File.WriteAllText(Path.Combine(_folder, "log"), format switch
        {
            "nvidia-smi" => "timestamp, uuid, power.draw [W]\n" + string.Concat(new[] { 0, 30 }.SelectMany(second => numbers.Select(device => $"2026/01/01 00:00:{second:00}.000, GPU-{device}, 300.00 W\n"))),
            "prometheus" => "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[" + string.Join(',', numbers.Select(device => $"{{\"metric\":{{\"__name__\":\"DCGM_FI_DEV_POWER_USAGE\",\"gpu\":\"{device}\"}},\"values\":[[1767225600,\"300\"],[1767225660,\"310\"]]}}")) + "]}}",
            "codecarbon" => "timestamp,project_name,run_id,duration,emissions,energy_consumed,country_name,gpu_count,pue\n" + string.Concat(numbers.Select(run => $"{new DateTime(2020, 1, 1).AddSeconds(60 * run):yyyy-MM-ddTHH:mm:ss},x,{run},30,0.1,0.005,France,1,1\n")),
            _ => "JobID|Elapsed|ConsumedEnergyRaw|NodeList|Start|End\n" + string.Concat(numbers.Select(job => $"{job}|00:00:30|7200|n[1-3],m{job}|{new DateTime(2020, 1, 1).AddSeconds(60 * job):yyyy-MM-ddTHH:mm:ss}|{new DateTime(2020, 1, 1).AddSeconds((60 * job) + 30):yyyy-MM-ddTHH:mm:ss}\n")),
        });
        Assert.Equal(0, Feed("import", format, "log", "--out", "out.yaml"));
    }

    // Reads the peak from the system until the end: it only grows. The limit of the heap holds also between two readings.
    private int Feed(params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "Simulator.Cli.exe" : "Simulator.Cli"), arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder,
        };
        start.Environment["DOTNET_GCHeapHardLimit"] = (MostMegabytes * 1_000_000L).ToString("X", CultureInfo.InvariantCulture);
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var (peak, time) = (0L, TimeSpan.Zero);
        while (!process.WaitForExit(2))
        {
            process.Refresh();
            try
            {
                (peak, time) = (Math.Max(peak, process.PeakWorkingSet64), process.TotalProcessorTime);
            }
            catch (InvalidOperationException)
            {
                break; // It has just ended.
            }

            if (time > Longest)
            {
                process.Kill();
            }
        }

        process.WaitForExit();
        _ = output.Result;
        Assert.True(time < Longest, $"{time.TotalSeconds} s of processor time");
        Assert.InRange(peak / 1e6, 1, MostMegabytes);
        Assert.True(process.ExitCode is 0 or 2 or 3, $"{process.ExitCode}: {error.Result}");
        return process.ExitCode;
    }

    private static string With(string power) => $"name: x\nhardware: {{tdp: {power}}}\n{Rest}";

    private static string Repeated(string text, int times) => new StringBuilder(text.Length * times).Insert(0, text, times).ToString();

    private static void Many(StreamWriter file, string start, string repeated, int times)
    {
        file.Write(start);
        for (var time = 0; time < times; time++)
        {
            file.Write(repeated);
        }
    }
}
