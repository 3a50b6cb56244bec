using System.Globalization;
using System.Text.Json;
using DuckDB.NET.Data;
using Parquet;
using Simulator.Engine;
using Simulator.Runs;
using Simulator.Sampling.Lanes;
using Simulator.Scenarios.Reading;
using Simulator.Studies.Samples;
using Simulator.Studies.Sensitivity;
using Simulator.Tests.Cli;

namespace Simulator.Tests.Samples;

/// <summary>The file of every sample: read back by programs that know nothing of this one, and compared with single samples drawn again.</summary>
public sealed class SavedSamplesTests
{
    private const string Text = """
        name: Saved
        hardware:
          tdp: 700 W
          overhead: 1.2 to 1.6
          embodied_carbon: choice(150 kg @ 50%, 463 kg @ 50%)
          lifetime: 4 years
        facility:
          pue: 1 + (0.05 to 0.3)
        grid:
          mix: {coal: 61%, hydro: 13%, wind: 26%}
          mix_concentration: 20
          losses: pert(4%, 5%, 7%)
        training:
          - phase: "a.b, \"c\" [d]/é"
            accelerator_hours: 1M h
            utilization: pert(0.6, 0.85, 1)
          - phase: tuning
            accelerator_hours: 10k to 20k h
        correlations:
          - {between: [hardware.overhead, facility.pue], spearman: 0.5}
        """;

    [Theory]
    [InlineData("samples.parquet", "sobol", 32, 3)]
    [InlineData("samples.csv", "sobol", 32, 3)]
    [InlineData("samples.parquet", "sobol", 1000, 2)]
    [InlineData("samples.CSV", "random", 1, 1)]
    [InlineData("samples.parquet", "random", 1, 1)]
    public void Every_row_is_the_replay_of_its_number(string file, string sampler, int replicates, int seed)
    {
        using var run = Real();
        var path = Path.Combine(run.Folder, "deep", file);
        var scenario = run.WriteFile("saved.yaml", Text);
        string[] sampling = ["--samples", "5000", "--sampler", sampler, "--seed", seed.ToString(CultureInfo.InvariantCulture)];
        Assert.Equal(0, run.RunScenario(scenario, [.. sampling, .. sampler == "sobol" ? ["--replicates", replicates.ToString(CultureInfo.InvariantCulture)] : Array.Empty<string>(), "--save-samples", path]));
        Assert.Contains($"Written: {path}", run.Error.ToString(), StringComparison.Ordinal);

        var (names, rows) = Read(path);
        var points = sampler == "random" ? 5000 : (long)System.Numerics.BitOperations.RoundUpToPowerOf2((ulong)Math.Ceiling(5000.0 / replicates)) * replicates;
        Assert.Equal(points, rows.Count);
        Assert.Equal(Enumerable.Range(0, rows.Count).Select(row => (double)row), rows.Select(row => row[0]));
        var options = new RunOptions { Seed = (ulong)seed, Sampler = sampler == "random" ? Sampler.Random : Sampler.Sobol, Replicates = Math.Max(2, replicates) };
        var read = ScenarioReader.Read(scenario);
        foreach (var number in new[] { 0, 1, rows.Count / 3, rows.Count - 2, rows.Count - 1 })
        {
            var replay = Replay.Run(read, options, number);
            var row = names.Zip(rows[number]).ToDictionary(pair => pair.First, pair => pair.Second);
            Assert.All(replay.Inputs, input => Assert.Equal(input.Value, row[input.Path]));
            Assert.Equal(replay.Outputs.Select(output => output.Value), rows[number][^replay.Outputs.Count..]);
            Assert.All(
                replay.Phases[0].Values.Where(value => value.Name.StartsWith("share of ", StringComparison.Ordinal)),
                share => Assert.Equal(share.Value, row[$"grid.mix.{share.Name["share of ".Length..]}"]));
        }
    }

    [Fact]
    public void Names_units_and_seed_are_in_the_metadata_of_the_file_and_of_its_columns()
    {
        using var run = Real();
        var path = Path.Combine(run.Folder, "samples.parquet");
        Assert.Equal(0, run.RunScenario(run.WriteFile("saved.yaml", Text), "-n", "2000", "--seed", "18446744073709551615", "--save-samples", path));
        using var stream = File.OpenRead(path);
        var reader = ParquetReader.CreateAsync(stream).GetAwaiter().GetResult();
        var facts = reader.CustomMetadata;
        Assert.Equal("18446744073709551615", facts["simulator.seed"]);
        Assert.Equal(("sobol", "32", "2048", "Saved"), (facts["simulator.sampler"], facts["simulator.replicates"], facts["simulator.samples"], facts["simulator.scenario"]));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(Path.Combine(run.Folder, "saved.yaml")))), facts["simulator.sha256"]);
        using var columns = JsonDocument.Parse(facts["simulator.columns"]);
        var described = columns.RootElement.EnumerateArray().ToDictionary(
            column => column.GetProperty("name").GetString()!, column => (Kind: column.GetProperty("kind").GetString(), Unit: column.GetProperty("unit").GetString()));
        Assert.Equal(("output", "MWh"), described["energy"]);
        Assert.Equal(("input", "kg"), described["hardware.embodied_carbon"]);
        Assert.Equal(["sample", .. described.Keys], reader.Schema.DataFields.Select(field => field.Name));
        using var group = reader.OpenRowGroupReader(0);
        Assert.Equal("t", group.GetCustomMetadata(reader.Schema.DataFields.Single(field => field.Name == "emissions"))["unit"]);
    }

    [Fact]
    public void The_queries_of_the_documentation_run()
    {
        using var run = Real();
        var path = Path.Combine(run.Folder, "samples.parquet");
        Assert.Equal(0, run.RunScenario(run.WriteFile("saved.yaml", Text), "-n", "2000", "--seed", "7", "--save-samples", path));
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "export.md"));
        var queries = page.Split("```sql\n")[1].Split("\n```")[0].Split('\n');
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        var answers = queries.Select(query =>
        {
            using var command = connection.CreateCommand();
            command.CommandText = query.Replace("'samples.parquet'", $"'{path}'", StringComparison.Ordinal);
            return command.ExecuteScalar();
        }).ToList();
        Assert.InRange((double)answers[0]!, 0.1, 1);
        Assert.Equal("7", answers[1]);
    }

    [Fact]
    public void Metadata_of_a_csv_file_lie_where_csv_on_the_web_looks_for_them()
    {
        using var run = Real();
        var path = Path.Combine(run.Folder, "my samples.csv");
        Assert.Equal(0, run.RunScenario(run.WriteFile("saved.yaml", Text), "-n", "64", "--replicates", "8", "--seed", "7", "--save-samples", path));
        using var json = JsonDocument.Parse(File.ReadAllText(path + "-metadata.json"));
        Assert.Equal("http://www.w3.org/ns/csvw", json.RootElement.GetProperty("@context").GetString());
        Assert.Equal("my%20samples.csv", json.RootElement.GetProperty("url").GetString());
        Assert.Equal(7, json.RootElement.GetProperty("notes")[0].GetProperty("seed").GetInt32());
        var titles = json.RootElement.GetProperty("tableSchema").GetProperty("columns").EnumerateArray().ToList();
        Assert.Equal(Read(path).Names, titles.ConvertAll(column => column.GetProperty("titles").GetString()!));
        Assert.Equal("MWh", titles.Single(column => column.GetProperty("titles").GetString() == "energy").GetProperty("schema:unitText").GetString());
    }

    [Fact]
    public void Samples_are_those_that_each_engine_counted()
    {
        var scenario = ScenarioReader.Read(Text, "saved.yaml");
        foreach (var device in CpuDevices.Available)
        {
            var result = SimulationRunner.Run(scenario, new RunOptions { Samples = 4096, Replicates = 8, Device = device });
            var stream = new SampleStream(scenario, result.Run);
            var columns = Columns(stream);
            Assert.Equal(4096, stream.Count);
            foreach (var output in result.Outputs)
            {
                Assert.Equal((output.Minimum, output.Maximum), (columns[output.Name].Min(), columns[output.Name].Max()));
                Assert.Equal(output.Mean, columns[output.Name].Average(), Math.Abs(output.Mean) * 1e-9);
            }
        }
    }

    [Fact]
    public void However_many_samples_there_are_a_batch_holds_no_more_values()
    {
        var scenario = ScenarioReader.Read(Text, "saved.yaml");
        var facts = SimulationRunner.Run(scenario, new RunOptions { Samples = 1 << 21 }).Run;
        var stream = new SampleStream(scenario, facts);
        var (largest, next, batches) = (0L, 0L, 0);
        stream.Read(batch =>
        {
            Assert.Equal(next, batch.First);
            next += batch.Count;
            batches++;
            largest = Math.Max(largest, batch.Values.Sum(column => (long)column.Length));
        });
        Assert.Equal(1 << 21, next);
        Assert.Equal(32, batches);
        Assert.InRange(largest, 1, 8 << 20);
    }

    [Fact]
    public void A_series_has_its_mean_over_the_run_in_every_row()
    {
        var scenario = ScenarioReader.Read(Path.Combine(Repository.Root, "scenarios", "timed", "when-to-run.yaml"));
        var columns = Columns(new SampleStream(scenario, SimulationRunner.Run(scenario, new RunOptions { Samples = 64, Replicates = 2 }).Run));
        var intensity = columns["grid.carbon_intensity"];
        Assert.Equal(64, intensity.Count);

        // grams in the file, kilograms in the output
        Assert.All(columns["carbon_intensity"].Zip(intensity), pair => Assert.Equal(pair.First * 1000, pair.Second, pair.Second * 1e-6));
    }

    [Fact]
    public void A_scenario_without_uncertainty_has_one_sample()
    {
        using var run = Real();
        var path = Path.Combine(run.Folder, "one.csv");
        Assert.Equal(0, run.RunScenario(run.Scenario(), "--save-samples", path));
        var (names, rows) = Read(path);
        Assert.Equal(700, Assert.Single(rows)[names.IndexOf("energy")]);
    }

    [Theory]
    [InlineData("samples.xlsx", "ends with .parquet or .csv")]
    [InlineData("samples", "ends with .parquet or .csv")]
    [InlineData(".parquet", "ends with .parquet or .csv")]
    [InlineData("", "ends with .parquet or .csv")]
    public void A_file_of_another_kind_is_refused_before_anything_is_sampled(string file, string expected)
    {
        using var run = Real();
        Assert.Equal(2, run.RunScenario(run.Scenario(), "--save-samples", file));
        Assert.Contains(expected, run.Error.ToString(), StringComparison.Ordinal);
        Assert.Empty(run.Asked);
    }

    [Fact]
    public void What_cannot_be_saved_is_refused_before_anything_is_sampled()
    {
        using var run = Real();
        var folder = Directory.CreateDirectory(Path.Combine(run.Folder, "folder.csv")).FullName;
        var file = Path.Combine(run.Folder, "s.csv");
        Refused("is a folder", run.Scenario(), "--save-samples", folder);
        Refused("2 scenarios; allowed: one", run.Scenario(), run.Scenario("Other", "other.yaml"), "--save-samples", file);
        Refused("found with --time", run.Scenario(), "--time", "1", "--save-samples", file);
        Refused("cannot be used with --shard", run.Scenario(), "--shard", "1/2", "--save-samples", file);
        Assert.Equal(1, run.RunScenario(run.Scenario(), "--save-samples", Path.Combine(run.Scenario(), "s.csv")));
        Assert.Empty(run.Asked);
        Assert.False(File.Exists(file));

        void Refused(string why, params string[] arguments)
        {
            run.Error.GetStringBuilder().Clear();
            Assert.Equal(2, run.RunScenario(arguments[0], arguments[1..]));
            Assert.Contains(why, run.Error.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_stopped_run_and_a_stopped_file_leave_no_samples_behind()
    {
        using var stop = new CancellationTokenSource();
        using var cut = new CommandLineRun { Simulate = (scenario, options, progress, token) => { var result = SimulationRunner.Run(scenario, options, progress, token); return result with { Run = result.Run with { RequestedSamples = 1 << 30 } }; } };
        var path = Path.Combine(cut.Folder, "s.parquet");
        Assert.Equal(130, cut.RunScenario(cut.WriteFile("saved.yaml", Text), "-n", "2000", "--save-samples", path));
        Assert.Contains("samples are not saved", cut.Error.ToString(), StringComparison.Ordinal);

        using var late = new CommandLineRun { Cancellation = stop.Token, Simulate = (scenario, options, progress, token) => { var result = SimulationRunner.Run(scenario, options, progress, token); stop.Cancel(); return result; } };
        Assert.Equal(130, late.RunScenario(late.WriteFile("saved.yaml", Text), "-n", "2000", "--save-samples", path));
        Assert.Empty(Directory.GetFiles(cut.Folder, "*.parquet*"));
    }

    private static CommandLineRun Real() => new() { Simulate = SimulationRunner.Run };

    private static Dictionary<string, List<double>> Columns(SampleStream stream)
    {
        var columns = stream.Columns.ToDictionary(column => column.Name, _ => new List<double>());
        stream.Read(batch =>
        {
            for (var column = 0; column < stream.Columns.Count; column++)
            {
                columns[stream.Columns[column].Name].AddRange(batch.Values[column].Take(batch.Count));
            }
        });
        return columns;
    }

    // DuckDB reads both formats, with its own readers.
    private static (List<string> Names, List<double[]> Rows) Read(string path)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        var quoted = path.Replace("'", "''", StringComparison.Ordinal);
        command.CommandText = path.EndsWith(".parquet", StringComparison.Ordinal)
            ? $"SELECT * FROM read_parquet('{quoted}')" : $"SELECT * FROM read_csv('{quoted}', header=true, sample_size=-1)";
        using var reader = command.ExecuteReader();
        var names = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToList();
        var rows = new List<double[]>();
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, names.Count).Select(column => Convert.ToDouble(reader.GetValue(column), CultureInfo.InvariantCulture))]);
        }

        return (names, rows);
    }
}
