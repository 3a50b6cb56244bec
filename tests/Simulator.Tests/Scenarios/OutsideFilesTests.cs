using Simulator.Scenarios.Reading;
using Simulator.Scenarios.Text;

namespace Simulator.Tests.Scenarios;

/// <summary>A scenario can name any file of the machine; what stands in files outside its folder is not quoted.</summary>
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
            var error = Refused($"name: x\nhardware: {{tdp: '{text.Replace("{0}", isOutside ? "../data.csv" : "data.csv", StringComparison.Ordinal)}'}}\ntraining: [{{accelerator_hours: 1 h}}]\n");
            Assert.NotEqual(isOutside, error.ToString().Contains(Secret, StringComparison.Ordinal));
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
            var text = string.Join('\n', Errors($"extends: {(isOutside ? "../base.yaml" : "base.yaml")}\nname: x\ntraining: [{{accelerator_hours: 1 h}}]\n"));
            Assert.True(!isOutside || !text.Contains(Secret, StringComparison.Ordinal), text);
            Assert.Contains("base.yaml:", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_link_to_a_file_outside_counts_as_outside()
    {
        Write("data.csv", "a\nhunter2\n");
        File.CreateSymbolicLink(Path.Combine(_folder.FullName, "own", "data.csv"), Path.Combine(_folder.FullName, "data.csv"));
        Assert.DoesNotContain(Secret, Refused("name: x\nhardware: {tdp: empirical(data.csv) W}\ntraining: [{accelerator_hours: 1 h}]\n").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Data_and_bases_outside_the_folder_are_read()
    {
        Write("data.csv", "power_w\n600\n700\n");
        Write("base.yaml", "name: base\nhardware: {tdp: empirical(data.csv)}\n");
        var path = Write("own/x.yaml", "extends: ../base.yaml\nname: x\ngrid: {losses: 'empirical(../data.csv) W'}\ntraining: [{accelerator_hours: 1 h}]\n");
        Assert.Contains("losses", Assert.Throws<ScenarioException>(() => ScenarioReader.Read(path)).Message, StringComparison.Ordinal);
        Write("own/x.yaml", "extends: ../base.yaml\nname: x\ntraining: [{accelerator_hours: 1 h}]\n");
        Assert.Equal(0.65, ScenarioReader.Read(path).Quantities.Single(quantity => quantity.Path == "hardware.tdp").Distribution.Mean, 1e-12);
    }

    private Diagnostic Refused(string yaml) => Assert.Single(Errors(yaml));

    private IReadOnlyList<Diagnostic> Errors(string yaml) => Assert.Throws<ScenarioException>(() => ScenarioReader.Read(Write("own/x.yaml", yaml))).Errors;

    private string Write(string name, string content)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, content);
        return path;
    }
}
