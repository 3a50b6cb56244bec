namespace Simulator.Tests.Cli;

/// <summary>No file of a command line replaces another one of it in silence.</summary>
public sealed class FilesApartTests : IDisposable
{
    private readonly CommandLineRun _line = new();
    private readonly string _scenario;

    public FilesApartTests() => _scenario = _line.Scenario();

    public void Dispose() => _line.Dispose();

    [Theory]
    [InlineData("run FILE --junit a.xml --code-quality a.xml", "--code-quality: found 'a.xml', which --junit names too")]
    [InlineData("run FILE --junit a.csv --save-samples ./x/../a.csv", "which --")]
    [InlineData("run FILE --junit FILE", "which the command reads")]
    [InlineData("check FILE --code-quality FILE", "which the command reads")]
    [InlineData("compare FILE FILE --junit FILE", "which the command reads")]
    [InlineData("check FOLDER --junit FILE", "which the command reads")]
    [InlineData("export FILE --as sci --out FILE --force", "--out: found")]
    [InlineData("import nvidia-smi FILE --out FILE --force", "which the command reads")]
    [InlineData("run FILE --out o --code-quality o/summary.json", "a file of the results in --out")]
    [InlineData("run FILE --out o/ --save-samples o/Summary.csv", "a file of the results in --out")]
    [InlineData("sweep FILE --vary facility.pue=1.1,1.2 --out o --junit ./o/manifest.json", "a file of the results in --out")]
    public void What_would_replace_another_file_of_the_command_line_is_refused(string command, string expected)
    {
        var before = File.ReadAllText(_scenario);
        Assert.Equal(2, Run(command));
        Assert.Contains(expected, _line.Error.ToString(), StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(_scenario));
    }

    [Theory]
    [InlineData("check FILE --junit FOLDER/a.xml --code-quality FOLDER/b.json")]
    [InlineData("check FILE --junit FOLDER/a.xml --code-quality FOLDER/x/a.xml")]
    [InlineData("check FILE FILE --junit FOLDER/manifest.json")]
    public void Files_of_their_own_are_written(string command)
    {
        Assert.Equal(0, Run(command));
        Assert.Equal(0, Run(command)); // over those of the run before
    }

    private int Run(string command) => _line.Run([.. command.Split(' ').Select(word => word
        .Replace("FILE", _scenario, StringComparison.Ordinal).Replace("FOLDER", Path.GetDirectoryName(_scenario), StringComparison.Ordinal))]);
}
