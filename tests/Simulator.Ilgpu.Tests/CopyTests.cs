using System.Text.RegularExpressions;
using Simulator.Ilgpu.Execution;
using Simulator.Statistics.Counting;

namespace Simulator.Ilgpu.Tests;

/// <summary>What ILGPU copies from and to arrays, and what is noticed if a copy went wrong.</summary>
public partial class CopyTests
{
    // ILGPU's CPU accelerator copies at once, so only the code can show this: a card's driver copies while the garbage collector runs.
    [Fact]
    public void Arrays_are_copied_in_one_place_and_pinned_there()
    {
        var source = Path.Combine(CommandLine.Root, "src", "Simulator.Ilgpu");
        var copying = Directory.GetFiles(source, "*.cs", SearchOption.AllDirectories).Where(file => Copies().IsMatch(File.ReadAllText(file))).Select(Path.GetFileName);
        Assert.Equal(["DeviceBus.cs"], copying);
        var bus = File.ReadAllText(Path.Combine(source, "Execution", "DeviceBus.cs"));
        Assert.Equal(2, Copies().Count(bus));
        Assert.Equal(2, PinnedCopies().Count(bus));
    }

    [Theory]
    [InlineData(1f, 1f, true)]
    [InlineData(1f, 1.001f, false)]
    [InlineData(1f, 0f, false)]
    [InlineData(-3f, -3f, true)]
    [InlineData(-3f, -2.99f, false)]
    [InlineData(0f, 0f, true)]
    [InlineData(5f, float.PositiveInfinity, true)]
    [InlineData(5f, float.NaN, true)]
    public void A_mean_has_to_lie_in_the_bins_that_were_counted(float value, float mean, bool isRight)
    {
        var bounds = default(SumBounds);
        bounds.Add(FloatBins.Of(value), 1000);
        var failure = Record.Exception(() => bounds.Check(Devices.First, mean, 1000));
        Assert.Equal(isRight, failure is null);
        Assert.True(failure is null or InvalidOperationException);
    }

    [GeneratedRegex(@"CopyToCPU|CopyFromCPU|GetAsArray|Allocate1D\(|CopyTo\(.*[Ss]tream")]
    private static partial Regex Copies();

    [GeneratedRegex(@"using var pinned = values\.AsMemory\(\)\.Pin\(\);\s+\w+\.Copy(?:To|From)CPU\(stream, ref values\[0\], [\w.]+\);\s+stream\.Synchronize\(\);")]
    private static partial Regex PinnedCopies();
}
