using System.Text;
using FsCheck.Fluent;
using Simulator.Measurements;
using Simulator.Planning;
using Simulator.Runs;
using Simulator.Scenarios.Limits;
using Simulator.Scenarios.Quantities.Dimensions;
using Simulator.Scenarios.Quantities.Expressions;
using Simulator.Scenarios.Reading;
using Simulator.Scenarios.Text;
using Simulator.Tests.Cli;
using Simulator.Tests.Measurements;
using Simulator.Tests.Studies;

namespace Simulator.Tests.Fuzz;

/// <summary>
/// Whatever is fed to the program is read or refused: no exception but those that explain, none over a second, none over 300 MB.
/// 20,000 cases; the environment variable SIMULATOR_FUZZ states another number, e.g. 1000000, and draws other ones each time.
/// </summary>
public sealed class FuzzTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("simulator-fuzz-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Scenarios_of_the_grammar_are_read_and_run_or_refused() => FuzzCampaign.Feed(Grammar.Scenario, 0.35, text => ReadAndRun(Encoding.UTF8.GetBytes(text)), text => text);

    [Fact]
    public void Shipped_scenarios_with_changed_bytes_are_read_and_run_or_refused() =>
        FuzzCampaign.Feed(Mutations.Of(Shipped("*.yaml")), 0.3, ReadAndRun, Encoding.UTF8.GetString);

    [Fact]
    public void Quantities_and_limits_are_read_or_refused() => FuzzCampaign.Feed(Gen.OneOf(Grammar.Quantity, Mutations.Of([.. Texts.Select(Encoding.UTF8.GetBytes)]).Select(Encoding.UTF8.GetString)), 0.2, text =>
    {
        Refusable(() => ExpressionParser.Parse(text));
        Refusable(() => Limit.Parse(text));
        Refusable(() => Units.Parse(text));
    }, text => text);

    [Fact]
    public void Data_with_changed_bytes_are_read_or_refused()
    {
        byte[][] tables = [.. Shipped("*.csv").Select(bytes => bytes[..Math.Min(bytes.Length, 3000)]), .. Tables.Select(Encoding.UTF8.GetBytes)];
        FuzzCampaign.Feed(Mutations.Of(tables), 0.08, data => ReadAndRun(
            "name: x\nhardware: {tdp: 'empirical(d.csv) W'}\ngrid: {carbon_intensity: 'series(d.csv, time=time, column=price)', electricity_price: 'empirical(d.csv, column=price)'}\ntraining: [{phase: a, start: 2026-01-01T01:00Z, accelerators: 8, duration: 2 h}]\n"u8.ToArray(),
            new("d.csv", data)), Encoding.UTF8.GetString);
    }

    [Fact]
    public void Logs_with_changed_bytes_are_read_or_refused() =>
        FuzzCampaign.Feed(from log in Mutations.Of([.. Shipped("*.csv").Select(bytes => bytes[..Math.Min(bytes.Length, 3000)]), .. Tables.Concat(LogTexts).Select(Encoding.UTF8.GetBytes)]) from format in Gen.Elements(LogFormats.Names.AsEnumerable()) select (log, format), 0.05,
            it => Refusable(() => LogFormats.Read(it.format, [LogFile.Of("log", it.log)], new ImportOptions { TimeColumn = "time", PowerColumn = "price", MeasuredAt = Simulator.Model.Boundary.It })),
            it => $"{it.format}: {Encoding.UTF8.GetString(it.log)}");

    [Theory]
    [InlineData("run")]
    [InlineData("sensitivity")]
    [InlineData("sweep")]
    [InlineData("schedule")]
    public void Parts_with_changed_bytes_and_the_right_hash_are_merged_or_refused(string kind)
    {
        using var parts = new DrawnParts(isTimed: true);
        var (header, body) = PartBytes.Opened(File.ReadAllBytes(parts.Draw(parts.Study(kind, new RunOptions { Replicates = 2, Samples = 4096, Device = "cpu" }), 1, 1)));
        var changed = Gen.OneOf(
            from text in Mutations.Of([header]) select PartBytes.Closed(text, body),
            from bytes in Mutations.Of([body]) select PartBytes.Closed(header, bytes),
            from bytes in Mutations.Of([PartBytes.Packed(body)]) select PartBytes.Sealed(header, bytes));
        var path = Path.Combine(_folder, "fuzz.part");
        FuzzCampaign.Feed(changed, 0.005, bytes =>
        {
            File.WriteAllBytes(path, bytes);
            using var line = new CommandLineRun { Simulate = SimulationRunner.Run };
            var code = line.Run("merge", path, "--no-plots", "--quiet", "--threads", "1", "--out", Path.Combine(line.Folder, "out"));
            Assert.True(code is 0 or 2 or 3 && !line.Error.ToString().Contains("Exception", StringComparison.Ordinal), line.Error.ToString());
        }, bytes => Convert.ToBase64String(bytes));
    }

    [Fact]
    public void Command_lines_are_obeyed_or_refused()
    {
        using var here = new CommandLineRun();
        var scenario = here.Scenario();
        string[] words = ["run", "check", "list", "schema", "replay", "import", "fit", "validate", "devices", "merge", "solve", scenario, "-", "--", "", " ", "\0", "--samples", "1024", "-n", "1e400", "--seed", "-1", "--format", "json", "csv", "--sample", "3", "--interval", "90%", "NaN", "--threads", "0", "2", "--quiet", "-q", "@x", "[suggest]", "--charts", "histogram:x", "--help", "--version", "--limit", "p95 energy < 1", "nowhere", "/", "sources", "nvidia-smi", "--at", "it", "--no-plots", "--equals", "1 t", "--for", "hardware.tdp", "--output", "energy", "--x=1", "-abc", "--device", "cpu", "\u202e", "--replicates", "--shard", "1/2", "0/0"];
        FuzzCampaign.Feed(Gen.Elements(words.AsEnumerable()).ListOf().Where(list => !list.Contains("validate") && list.Count < 12), 0.01, list =>
        {
            using var line = new CommandLineRun();
            string[] rest = list.Contains("run") ? ["--out", Path.Combine(line.Folder, "out")] : [];
            var code = line.Run([.. list, .. rest]);
            Assert.True(code is 0 or 2 or 3 || !line.Error.ToString().Contains("Exception", StringComparison.Ordinal), $"{code}: {line.Error}");
        }, list => string.Join(' ', list));
    }

    private static readonly string[] Texts = ["p95 emissions < 12 kt", "P(cost > 100M USD) < 5%", "worst 5% mean emissions < 13 kt and p95 energy < 1 GWh", "mix(60 to 90 @ 70%, 100 to 160 @ 30%) USD/MWh", "pert(1.05, 1.12, 1.4)", "lognormal(median=60, gsd=1.2) W", "700 W ± 3%", "gCO2e/kWh", "m2*year/MWh"];

    private static readonly string[] Tables = ["price\n60\n72.5\n91\n", "time,price\n2026-01-01T00:00Z,60\n2026-01-01T01:00Z,70\n2026-01-01T02:00Z,80\n2026-01-01T05:00Z,80\n", "time;price\n2026-01-01T00:00Z;60\n", "\"a\"\"b\",price_usd_per_mwh\n\"1\",2\n"];

    private static readonly string[] LogTexts =
    [
        Logs.NvidiaSmi(5, row => "300.5 W"), "JobID|State|Elapsed|AllocTRES|ConsumedEnergyRaw\n1|COMPLETED|01:00:00|billing=8,cpu=8,gres/gpu=8|123456\n1.batch|COMPLETED|01:00:00|cpu=8|123456\n",
        "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":{\"gpu\":\"0\"},\"values\":[[1767225600,\"300\"],[1767225660,\"310\"],[1767225720,\"320\"]]}]}}",
        "timestamp,project_name,run_id,duration,emissions,energy_consumed,country_name,gpu_count,pue\n2026-01-01T00:00:00,x,1,3600,0.1,0.5,France,1,1\n",
    ];

    private static void ReadAndRun(byte[] scenario) => ReadAndRun(scenario, new KeyValuePair<string, byte[]>("other.yaml", scenario));

    private static void ReadAndRun(byte[] scenario, KeyValuePair<string, byte[]> beside) => Refusable(() =>
    {
        var read = ScenarioReader.Read("fuzz.yaml", new HeldFiles([new("fuzz.yaml", scenario), beside]));
        if (PlanBuilder.Build(read).IsUncertain)
        {
            SimulationRunner.Run(read, new RunOptions { Samples = 256, Replicates = 2, Threads = 1, Device = "cpu" });
        }
    });

    private static void Refusable(Action read)
    {
        try
        {
            read();
        }
        catch (Exception exception) when (exception is ScenarioException or QuantityException)
        {
            Assert.NotEmpty(exception.Message);
        }
    }

    private static byte[][] Shipped(string pattern) =>
        [.. Directory.GetFiles(Path.Combine(Repository.Root, "scenarios"), pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
}
