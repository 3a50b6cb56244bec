using System.Security.Cryptography;
using Simulator.Model;
using Simulator.Scenarios;
using Simulator.Scenarios.Format;
using Simulator.Scenarios.Reading;
using Simulator.Scenarios.Text;

namespace Simulator.Tests.Scenarios;

/// <summary>Files that belong together: what a scenario extends, the data it reads, the folder it lies in.</summary>
public sealed class FilesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("scenarios-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Sections_merge_and_everything_else_is_replaced()
    {
        Write("base.yaml", """
            name: base
            description: kept
            hardware: {tdp: 700 W, overhead: 1.2, price: {value: 25k USD, source: a list}}
            facility: {pue: 1.1, wue: 1 L/kWh}
            grid: {carbon_intensity: 0.5 kg/kWh, losses: 5%}
            training: [{phase: a, accelerator_hours: 1 h}, {phase: b, accelerator_hours: 1 h}]
            """);
        var path = Write("child.yaml", """
            extends: base.yaml
            name: child
            hardware: {server: {accelerators: 8, power: 10 kW}, price: 30k USD}
            facility: {pue: 1.3}
            grid: {mix: {coal: 100%}}
            training: [{phase: c, accelerator_hours: 2 h}]
            """);
        var scenario = ScenarioReader.Read(path);
        Assert.Equal(("child", "kept"), (scenario.Name, scenario.Description));
        var phase = Assert.Single(scenario.Phases);
        Assert.Equal("c", phase.Name);
        Assert.Equal((1.3, 1.0), (phase[Keys.Pue]!.Distribution.Mean, phase[Keys.Wue]!.Distribution.Mean));
        Assert.Equal(0.05, phase[Keys.Losses]!.Distribution.Mean);
        Assert.Equal((30_000.0, null), (phase[Keys.Price]!.Distribution.Mean, phase[Keys.Price]!.Source));

        // One alternative takes the others of its group back.
        Assert.Equal(OverheadRoute.Server, phase.Overhead);
        Assert.Null(phase[Keys.CarbonIntensity]);
        Assert.NotNull(phase.Mix);
    }

    [Fact]
    public void Mistakes_point_at_the_file_they_are_in()
    {
        Write("base.yaml", "hardware: {tdp: 700 W}\nfacility:\n  pue: 0.9\ntraining: [{accelerator_hours: 1 h}]\n");
        var path = Write("child.yaml", "extends: base.yaml\nname: child\nfacility: {wue: 1}\n");
        var errors = Assert.Throws<ScenarioException>(() => ScenarioReader.Read(path)).Errors;
        Assert.Equal([("base.yaml", 3, 8), ("child.yaml", 3, 17)], errors.Select(error => (Path.GetFileName(error.File), error.Line, error.Column)).Order());
    }

    [Fact]
    public void Paths_of_data_are_relative_to_the_file_that_names_them()
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "shared"));
        Write("shared/pue.csv", "site,pue\na,1.1\nb,1.3\n");
        Write("shared/base.yaml", "hardware: {tdp: 700 W}\nfacility: {pue: \"empirical(pue.csv, column=pue)\"}\ntraining: [{accelerator_hours: 1 h}]\n");
        var pue = ScenarioReader.Read(Write("child.yaml", "extends: shared/base.yaml\nname: child\n")).Phases[0][Keys.Pue]!.Distribution;
        Assert.Equal((1.1, 1.3), (pue.Minimum, pue.Maximum));
        Assert.Equal(1.2, pue.Mean, 1e-12);
    }

    [Theory]
    [InlineData("extends: a.yaml\nname: x\n", "a cycle: a.yaml → a.yaml")]
    [InlineData("extends: b.yaml\nname: x\n", "a cycle: a.yaml → b.yaml → a.yaml")]
    [InlineData("extends: nowhere.yaml\nname: x\n", "no file")]
    [InlineData("extends: .\nname: x\n", "the folder")]
    public void Extending_has_limits(string text, string found)
    {
        Write("b.yaml", "extends: a.yaml\n");
        var error = Assert.Single(Assert.Throws<ScenarioException>(() => ScenarioReader.Read(Write("a.yaml", text))).Errors);
        Assert.Contains(found, error.Found, StringComparison.Ordinal);
        Assert.Equal(1, error.Line);
    }

    [Fact]
    public void Chains_of_files_have_a_limit()
    {
        for (var i = 0; i < 10; i++)
        {
            Write($"{i}.yaml", $"extends: {i + 1}.yaml\nname: x\n");
        }

        var error = Assert.Single(Assert.Throws<ScenarioException>(() => ScenarioReader.Read(Path.Combine(_folder.FullName, "0.yaml"))).Errors);
        Assert.Contains("more than 8 files", error.Found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("usd_per_mwh", "", 0.08)]
    [InlineData("price_usd_per_kwh", "", 80)]
    [InlineData("price", " USD/MWh", 0.08)]
    public void Units_come_from_the_column_or_the_text(string column, string unit, double mean)
    {
        Write("prices.csv", $"hour;{column}\n1;70\n2;90\n\n");
        Assert.Equal(mean, ReadPrice($"empirical(prices.csv, column={column}){unit}").Distribution.Mean, 1e-9);
    }

    [Theory]
    [InlineData("hour,price\n1,70\n", "empirical(prices.csv, column=price)", "without a unit", "USD/MWh")]
    [InlineData("hour,price\n1,70\n", "empirical(prices.csv, column=prize) USD/MWh", "no column 'prize'", "a name from the first line, which has 2 columns")]
    [InlineData("hour,price\n1,70\n2,high\n", "empirical(prices.csv, column=price) USD/MWh", "text of 4 characters in column 2 (price), line 3", "numbers")]
    [InlineData("hour,price\n1,70\n2,\n", "empirical(prices.csv, column=price) USD/MWh", "nothing in column 2 (price), line 3", "numbers")]
    [InlineData("hour,price\n1,NaN\n", "empirical(prices.csv, column=price) USD/MWh", "text of 3 characters", "numbers")]
    [InlineData("hour,price\n", "empirical(prices.csv, column=price) USD/MWh", "without rows", "at least one row")]
    [InlineData("", "empirical(prices.csv, column=price) USD/MWh", "which is empty", "a header")]
    [InlineData("hour,price\n1,70\n", "empirical(prices.csv) USD/MWh", "no column=", "a name from the first line, which has 2 columns")]
    [InlineData("hour,price\n1,70\n", "empirical(prices.csv, column=price) USD", "USD (money)", "money per energy")]
    public void Bad_data_are_refused(string csv, string text, string found, string allowed)
    {
        Write("prices.csv", csv);
        var error = Assert.Single(Assert.Throws<ScenarioException>(() => ReadPrice(text)).Errors);
        Assert.Equal("grid.electricity_price", error.Path);
        Assert.Contains(found, error.Found, StringComparison.Ordinal);
        Assert.Contains(allowed, error.Allowed, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_many_rows_are_refused()
    {
        Write("prices.csv", "price\n" + string.Concat(Enumerable.Repeat("1\n", 1_000_001)));
        var error = Assert.Single(Assert.Throws<ScenarioException>(() => ReadPrice("empirical(prices.csv) USD/MWh")).Errors);
        Assert.Contains("1,000,000 rows", error.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void The_hash_is_that_of_the_file()
    {
        var path = Write("a.yaml", Yaml.Smallest);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))), ScenarioReader.Read(path).Sha256);
    }

    [Fact]
    public void Json_is_yaml()
    {
        var path = Write("a.json", "{\n\t\"name\":\"json\",\n\t\"hardware\":{\"tdp\":\"700 W\"},\n\t\"training\":[{\"accelerator_hours\":\"1M h\", \"runs\":1.5}]\n}");
        var scenario = ScenarioReader.Read(path);
        Assert.Equal(("json", 1.5), (scenario.Name, scenario.Phases[0][Keys.Runs]!.Distribution.Mean));
    }

    [Fact]
    public void A_folder_means_the_scenarios_in_it()
    {
        foreach (var name in new[] { "b.yaml", "a.yml", "c.json", "_base.yaml", "notes.txt" })
        {
            Write(name, "");
        }

        Directory.CreateDirectory(Path.Combine(_folder.FullName, "deeper"));
        Write("deeper/d.yaml", "");
        var files = ScenarioFiles.Find([_folder.FullName, "-", "x.yaml"]);
        Assert.Equal(["a.yml", "b.yaml", "c.json", "-", "x.yaml"], files.Select(Path.GetFileName));
    }

    [Fact]
    public void A_folder_without_scenarios_is_an_error()
    {
        Write("_base.yaml", "");
        var error = Assert.Single(Assert.Throws<ScenarioException>(() => ScenarioFiles.Find([_folder.FullName])).Errors);
        Assert.Contains("without scenario files", error.Found, StringComparison.Ordinal);
    }

    private Quantity ReadPrice(string text) =>
        ScenarioReader.Read(Write("priced.yaml", $"{Yaml.Smallest}\ngrid:\n  electricity_price: {text}\n")).Phases[0][Keys.ElectricityPrice]!;

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
