using System.Globalization;
using System.Text.Json;
using Apache.Arrow;
using ParquetSharp;
using Simulator.Engine;
using Simulator.Runs;
using Simulator.Scenarios.Reading;
using Simulator.Studies.Sensitivity;
using Simulator.Tests.Cli;

namespace Simulator.Tests.Samples;

/// <summary>Apache Arrow C++, through ParquetSharp, reads the file of every sample. It is the library under pyarrow, the engine with which pandas reads Parquet.</summary>
public sealed class ArrowReadsSamplesTests
{
    private const string Text = """
        name: Saved
        hardware: {tdp: 700 W, overhead: 1.2 to 1.6, embodied_carbon: "choice(150 kg @ 50%, 463 kg @ 50%)", lifetime: 4 years}
        facility: {pue: 1 + (0.05 to 0.3)}
        grid: {mix: {coal: 61%, hydro: 13%, wind: 26%}, mix_concentration: 20}
        training: [{phase: "a.b, \"c\" [d]/é", accelerator_hours: 1M h, utilization: "pert(0.6, 0.85, 1)"}]
        """;

    // 80,000 samples take two row groups, and the last is not full.
    [Theory]
    [InlineData("sobol", 5000)]
    [InlineData("random", 5000)]
    [InlineData("random", 80_000)]
    public void Arrow_reads_the_bits_of_the_csv_file_and_of_replay(string sampler, int samples)
    {
        using var run = new CommandLineRun { Simulate = SimulationRunner.Run };
        var scenario = run.WriteFile("saved.yaml", Text);
        string[] arguments = ["--samples", samples.ToString(CultureInfo.InvariantCulture), "--sampler", sampler, "--seed", "7", "--save-samples"];
        Assert.Equal(0, run.RunScenario(scenario, [.. arguments, Path.Combine(run.Folder, "s.parquet")]));
        Assert.Equal(0, run.RunScenario(scenario, [.. arguments, Path.Combine(run.Folder, "s.csv")]));

        var columns = Columns(Path.Combine(run.Folder, "s.parquet"));
        var lines = File.ReadAllLines(Path.Combine(run.Folder, "s.csv"));
        var names = JsonDocument.Parse(File.ReadAllText(Path.Combine(run.Folder, "s.csv-metadata.json"))).RootElement
            .GetProperty("tableSchema").GetProperty("columns").EnumerateArray().Select(column => column.GetProperty("titles").GetString()!).ToList();
        Assert.Equal(names, columns.ConvertAll(column => column.Name));
        Assert.Contains("training.a.b, \"c\" [d]/é.utilization", names);
        Assert.All(columns, column => Assert.Equal(lines.Length - 1, column.Values.Count));
        for (var row = 0; row < lines.Length - 1; row++)
        {
            var line = lines[row + 1].Split(',');
            for (var column = 0; column < columns.Count; column++)
            {
                Assert.Equal(BitConverter.DoubleToInt64Bits(double.Parse(line[column], CultureInfo.InvariantCulture)), BitConverter.DoubleToInt64Bits(columns[column].Values[row]));
            }
        }

        var options = new RunOptions { Seed = 7, Sampler = sampler == "random" ? Sampler.Random : Sampler.Sobol };
        foreach (var number in new[] { 0, lines.Length / 2, lines.Length - 2 })
        {
            var replay = Replay.Run(ScenarioReader.Read(scenario), options, number);
            Assert.All(replay.Inputs, input => Assert.Equal(input.Value, columns.Single(column => column.Name == input.Path).Values[number]));
            Assert.Equal(replay.Outputs.Select(output => output.Value), columns[^replay.Outputs.Count..].Select(column => column.Values[number]));
        }
    }

    [Fact]
    public void Arrow_reads_names_units_types_and_seed()
    {
        using var run = new CommandLineRun { Simulate = SimulationRunner.Run };
        var path = Path.Combine(run.Folder, "s.parquet");
        Assert.Equal(0, run.RunScenario(run.WriteFile("saved.yaml", Text), "-n", "2000", "--seed", "18446744073709551615", "--save-samples", path));
        using var reader = new ParquetFileReader(path);
        var facts = reader.FileMetaData.KeyValueMetadata;
        Assert.Equal(
            ("18446744073709551615", "sobol", "2048", "Saved"), (facts["simulator.seed"], facts["simulator.sampler"], facts["simulator.samples"], facts["simulator.scenario"]));
        Assert.Equal(2048, reader.FileMetaData.NumRows);
        var described = JsonDocument.Parse(facts["simulator.columns"]).RootElement.EnumerateArray()
            .ToDictionary(column => column.GetProperty("name").GetString()!, column => column.GetProperty("unit").GetString());
        Assert.Equal(("MWh", "t", "kg"), (described["energy"], described["emissions"], described["hardware.embodied_carbon"]));

        var schema = reader.FileMetaData.Schema;
        Assert.Equal(["sample", .. described.Keys], Enumerable.Range(0, schema.NumColumns).Select(column => schema.Column(column).Name));
        Assert.Equal(
            [PhysicalType.Int64, .. Enumerable.Repeat(PhysicalType.Double, described.Count)],
            Enumerable.Range(0, schema.NumColumns).Select(column => schema.Column(column).PhysicalType));
        Assert.All(Enumerable.Range(0, schema.NumColumns), column => Assert.Equal(0, schema.Column(column).MaxDefinitionLevel)); // no nulls: pandas keeps int64 and float64
    }

    // As Arrow's own table, the way that pyarrow.parquet.read_table takes.
    private static List<(string Name, List<double> Values)> Columns(string path)
    {
        using var reader = new ParquetSharp.Arrow.FileReader(path);
        using var batches = reader.GetRecordBatchReader();
        var columns = batches.Schema.FieldsList.Select(field => (field.Name, Values: new List<double>())).ToList();
        while (batches.ReadNextRecordBatchAsync().AsTask().GetAwaiter().GetResult() is { } batch)
        {
            using (batch)
            {
                for (var column = 0; column < columns.Count; column++)
                {
                    Assert.Equal(0, batch.Column(column).NullCount);
                    columns[column].Values.AddRange(batch.Column(column) is Int64Array numbers
                        ? numbers.Values.ToArray().Select(number => (double)number) : ((DoubleArray)batch.Column(column)).Values.ToArray());
                }
            }
        }

        return columns;
    }
}
