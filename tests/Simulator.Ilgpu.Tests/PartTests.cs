using System.Text.RegularExpressions;

namespace Simulator.Ilgpu.Tests;

/// <summary>Parts that a graphics engine draws, down to some of the replicates of a short run, merge to the figures of the whole.</summary>
public sealed partial class PartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("parts-").FullName;

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(3, "run", "--samples", "4096", "--replicates", "8")]
    [InlineData(3, "run", "--samples", "1000", "--replicates", "5", "--sampler", "random")]
    [InlineData(2, "run", "--samples", "200000", "--replicates", "2", "--exact")]
    [InlineData(3, "sensitivity", "--samples", "1024", "--replicates", "4")]
    public void Parts_merge_to_the_whole(int of, string command, params string[] options)
    {
        var scenario = Path.Combine(CommandLine.Root, "scenarios/gpt-3.yaml");
        string[] device = ["--device", "ilgpu-cpu", "--quiet"];
        string[] print = ["--format", "json", "--no-plots"];
        var whole = Ran([command, scenario, .. options, .. device, .. print, "--out", Path.Combine(_folder, "whole")]);
        for (var part = 1; part <= of; part++)
        {
            Ran([command, scenario, .. options, .. device, "--shard", $"{part}/{of}", "--out", Path.Combine(_folder, "parts")]);
        }

        var merged = Ran(["merge", Path.Combine(_folder, "parts"), .. print, "--quiet", "--out", Path.Combine(_folder, "merged")]);
        Assert.Equal(Differing().Replace(whole, ""), Differing().Replace(merged, ""));
    }

    private static string Ran(string[] arguments)
    {
        var (exitCode, output, error) = CommandLine.Run(arguments);
        Assert.True(exitCode == 0, error);
        return output;
    }

    [GeneratedRegex("\"(seconds|sensitivity_seconds|threads)\": [^\n]*\n")]
    private static partial Regex Differing();
}
