using Simulator.Scenarios.Reading;
using Simulator.Scenarios.Text;

namespace Simulator.Tests.Scenarios;

/// <summary>A scenario can name any file of the machine: those outside its folder are refused, or read on request, and never quoted.</summary>
public sealed class OutsideFilesTests : IDisposable
{
    private const string Secret = "hunter2";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("outside");

    public OutsideFilesTests() => _folder.CreateSubdirectory("own");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("root:hunter2:0\ndaemon:hunter2:1\n", "empirical({0})", 2)]
    [InlineData("hunter2\n1\n2\n", "empirical({0})", 0)]
    [InlineData("power_hunter2_mw\n1\n", "empirical({0})", 0)]
    [InlineData("hunter2,b\n1,2\n", "empirical({0})", 0)]
    [InlineData("hunter2,b\n1,2\n", "empirical({0}, column=hunter)", 0)]
    [InlineData("a,b\n1,hunter2\n", "empirical({0}, column=b)", 2)]
    [InlineData("a\n5\nhunter2 W\n", "empirical({0})", 3)]
    [InlineData("10:15,hunter2\n5,6\n", "empirical({0})", 0)]
    public void Data_outside_is_not_quoted(string content, string text, int line)
    {
        foreach (var isOutside in new[] { true, false })
        {
            Write(isOutside ? "data.csv" : "own/data.csv", content);
            var error = Assert.Single(Errors($"name: x\nhardware: {{tdp: '{text.Replace("{0}", isOutside ? "../data.csv" : "data.csv", StringComparison.Ordinal)}'}}\ntraining: [{{accelerator_hours: 1 h}}]\n", SourceFiles.Anywhere));
            Assert.DoesNotContain(Secret, error.ToString(), StringComparison.Ordinal);
            Assert.Contains(line > 0 ? $"line {line} of" : "column", error.ToString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("root:hunter2:0\ndaemon:hunter2:1\n")]
    [InlineData("password: hunter2\n")]
    [InlineData("hunter2: 5\n")]
    [InlineData("hardware: {tdp: hunter2}\n")]
    [InlineData("name: {hunter2\n")]
    public void A_base_outside_is_not_quoted(string content)
    {
        foreach (var isOutside in new[] { true, false })
        {
            Write(isOutside ? "base.yaml" : "own/base.yaml", content);
            var text = string.Join('\n', Errors($"extends: {(isOutside ? "../base.yaml" : "base.yaml")}\nname: x\ntraining: [{{accelerator_hours: 1 h}}]\n", SourceFiles.Anywhere));
            Assert.True((!isOutside && content.StartsWith("hardware", StringComparison.Ordinal)) || !text.Contains(Secret, StringComparison.Ordinal), text);
            Assert.Contains("base.yaml:", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("empirical(../data.csv) W")]
    [InlineData("empirical(../nowhere.csv) W")] // whether it exists is not said
    [InlineData("empirical(link.csv) W")]
    [InlineData("empirical(folder/data.csv) W")]
    [InlineData("empirical(folder/../data.csv) W")]
    [InlineData("empirical(chain.csv) W")]
    [InlineData("empirical(/etc/passwd) W")]
    [InlineData("mix(empirical(../data.csv) @ 50%, 1 W @ 50%)")]
    [InlineData("1 W + empirical(../data.csv) W")]
    public void Data_outside_is_refused_wherever_links_lead(string tdp)
    {
        Write("data.csv", "a\nhunter2\n");
        Link("link.csv", "../data.csv");
        Link("chain.csv", "link.csv");
        Link("folder", _folder.CreateSubdirectory("elsewhere").FullName);
        Write("elsewhere/data.csv", "a\nhunter2\n");
        Outside(tdp.Contains("1 W +", StringComparison.Ordinal) ? "facility: {pue: '1 + empirical(../data.csv)'}\nhardware: {tdp: 1 W}" : $"hardware: {{tdp: '{tdp}'}}");
    }

    [Theory]
    [InlineData("grid: {carbon_intensity: 'series(../data.csv)'}")]
    [InlineData("grid: {carbon_intensity: 'series(link.csv, time=a, column=b)'}")]
    [InlineData("grid: {electricity_price: {value: 'series(/etc/passwd)', scale: 2}}")]
    [InlineData("grid: {electricity_price: {value: 'empirical(../data.csv)', source: x}}")]
    [InlineData("facility: {pue: 'empirical(~/../../etc/passwd)'}")]
    [InlineData("extends: ../base.yaml")]
    [InlineData("extends: /etc/shadow")]
    [InlineData("extends: ../nowhere.yaml")]
    [InlineData("extends: link.yaml")]
    [InlineData("extends: own-base.yaml")] // which extends one outside
    public void Every_key_that_names_a_file_is_confined(string key)
    {
        Write("data.csv", "a,b\nhunter2,1\n");
        Write("base.yaml", "hunter2: 1\n");
        Link("link.csv", "../data.csv");
        Link("link.yaml", "../base.yaml");
        Write("own/own-base.yaml", "extends: ../base.yaml\n");
        Outside($"hardware: {{tdp: 1 W}}\n{key}");
    }

    [Fact]
    public void What_a_base_in_a_folder_below_names_may_lie_beside_the_scenario()
    {
        _folder.CreateSubdirectory("own/bases");
        Write("own/data.csv", "power_w\n600\n700\n");
        Write("own/bases/base.yaml", "name: base\nhardware: {tdp: empirical(../data.csv)}\n");
        var path = Write("own/x.yaml", "extends: bases/base.yaml\nname: x\ntraining: [{accelerator_hours: 1 h}]\n");
        Assert.Equal(0.65, ScenarioReader.Read(path).Quantities.Single(quantity => quantity.Path == "hardware.tdp").Distribution.Mean, 1e-12);

        // The same by a link to the folder of the scenario, and by a link within it.
        Link("again", "bases");
        Directory.CreateSymbolicLink(Path.Combine(_folder.FullName, "by-link"), Path.Combine(_folder.FullName, "own"));
        Write("own/x.yaml", "extends: again/base.yaml\nname: x\ntraining: [{accelerator_hours: 1 h}]\n");
        Assert.Equal("x", ScenarioReader.Read(Path.Combine(_folder.FullName, "by-link", "x.yaml")).Name);
    }

    [Theory]
    [InlineData(".env", "PASSWORD=hunter2\n")]
    [InlineData("id_rsa", "-----BEGIN KEY-----\nhunter2\n")]
    [InlineData("settings.toml", "password = \"hunter2\"\n")]
    [InlineData("compose.yaml", "services: {db: {password: hunter2}}\n")]
    [InlineData("secret.json", "{\"token\": \"hunter2\"}")]
    [InlineData(".git/config", "[remote]\nurl = https://hunter2@example.org\n")]
    public void What_is_no_scenario_is_not_quoted_though_it_lies_in_the_folder(string name, string content)
    {
        _folder.CreateSubdirectory("own/.git");
        Write($"own/{name}", content);
        Assert.DoesNotContain(Secret, string.Join('\n', Errors($"extends: {name}\nname: x\ntraining: [{{accelerator_hours: 1 h}}]\n")), StringComparison.OrdinalIgnoreCase);
        if (!name.EndsWith("ml", StringComparison.Ordinal) && !name.EndsWith("json", StringComparison.Ordinal))
        {
            Assert.DoesNotContain(Secret, string.Join('\n', Errors($"name: x\nhardware: {{tdp: 'empirical({name}) W'}}\ntraining: [{{accelerator_hours: 1 h}}]\n")), StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void Data_and_bases_outside_the_folder_are_read_on_request()
    {
        Write("data.csv", "power_w\n600\n700\n");
        Write("base.yaml", "name: base\nhardware: {tdp: empirical(data.csv)}\n");
        var path = Write("own/x.yaml", "extends: ../base.yaml\nname: x\ntraining: [{accelerator_hours: 1 h}]\n");
        Assert.Contains("outside the folder of the scenario", Assert.Throws<ScenarioException>(() => ScenarioReader.Read(path)).Message, StringComparison.Ordinal);
        Assert.Equal(0.65, ScenarioReader.ReadWithOutsideFiles(path).Quantities.Single(quantity => quantity.Path == "hardware.tdp").Distribution.Mean, 1e-12);
        using var line = new Cli.CommandLineRun();
        Assert.Equal(2, line.Run("check", path));
        Assert.Contains("--allow-outside", line.Error.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, line.Run("check", path, "--allow-outside"));
    }

    // Where a pipeline checks what others hand in, anything can be called a scenario.
    [Theory]
    [InlineData("root:hunter2:0\ndaemon:hunter2:1\n")]
    [InlineData("password: hunter2\n")]
    [InlineData("name: x\nhardware: hunter2\n")]
    [InlineData("{\"auths\": {\"hunter2\": 1}}")]
    [InlineData("name: {hunter2\n")]
    public void A_scenario_that_is_a_link_to_elsewhere_is_not_quoted(string content)
    {
        Write("elsewhere.yaml", content);
        Write("own/plain.yaml", content);
        Write("own/key", content);
        Link("link.yaml", "../elsewhere.yaml");
        Link("inside.yaml", "plain.yaml");
        var isScenario = content.StartsWith("name", StringComparison.Ordinal);
        foreach (var (name, isQuoted) in new[] { ("link.yaml", false), ("plain.yaml", isScenario), ("inside.yaml", isScenario), ("key", isScenario) })
        {
            foreach (var files in new[] { SourceFiles.OnDisk, SourceFiles.Anywhere, new RecordedFiles() })
            {
                var text = string.Join('\n', Assert.Throws<ScenarioException>(() => ScenarioReader.Read(Path.Combine(_folder.FullName, "own", name), files)).Errors);
                Assert.True(isQuoted || !text.Contains(Secret, StringComparison.Ordinal), text);
                Assert.False(isQuoted && text.Contains("not quoted", StringComparison.Ordinal), text);
            }
        }
    }

    [Theory]
    [InlineData("hardware: {tdp: empirical(circle.csv) W}")]
    [InlineData("grid: {carbon_intensity: series(circle.csv)}\nhardware: {tdp: 1 W}")]
    [InlineData("extends: circle.csv")]
    [InlineData("extends: self.csv")]
    public void Links_in_a_circle_are_called_that(string key)
    {
        Link("circle.csv", "circle2.csv");
        Link("circle2.csv", "circle.csv");
        Link("self.csv", "self.csv");
        foreach (var files in new[] { SourceFiles.OnDisk, SourceFiles.Anywhere })
        {
            Assert.Contains("csv, links that lead in a circle", string.Join('\n', Errors($"name: x\n{key}\ntraining: [{{accelerator_hours: 1 h}}]\n", files)).Replace("csv'", "csv", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(".", "the folder")]
    [InlineData("./", "the folder")]
    [InlineData("../own", "the folder")]
    [InlineData("..", "outside the folder of the scenario")]
    [InlineData("/", "outside the folder of the scenario")]
    public void The_own_folder_is_called_a_folder(string name, string found) =>
        Assert.Contains(found, Errors($"extends: {name}\nname: x\ntraining: [{{accelerator_hours: 1 h}}]\n")[0].Found, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\\t")]
    public void An_empty_name_is_called_that(string name)
    {
        var error = Assert.Single(Errors($"extends: \"{name}\"\nname: x\ntraining: [{{accelerator_hours: 1 h}}]\n"));
        Assert.Equal("an empty name", error.Found);
        Assert.Equal("an empty name", Assert.Single(Assert.Throws<ScenarioException>(() => ScenarioReader.Read(name.Trim('\\', 't'), SourceFiles.OnDisk)).Errors).Found);
    }

    private void Outside(string keys)
    {
        var errors = string.Join('\n', Errors($"name: x\n{keys}\ntraining: [{{accelerator_hours: 1 h}}]\n"));
        Assert.Contains("outside the folder of the scenario; allowed: a file in the folder of the scenario or below it", errors, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("root:", errors, StringComparison.Ordinal);
    }

    private void Link(string name, string target) => File.CreateSymbolicLink(Path.Combine(_folder.FullName, "own", name), target);

    private IReadOnlyList<Diagnostic> Errors(string yaml, SourceFiles? files = null) =>
        Assert.Throws<ScenarioException>(() => ScenarioReader.Read(Write("own/x.yaml", yaml), files ?? SourceFiles.OnDisk)).Errors;

    private string Write(string name, string content)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, content);
        return path;
    }
}
