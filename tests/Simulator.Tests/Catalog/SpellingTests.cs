using Simulator.Catalog;

namespace Simulator.Tests.Catalog;

public class SpellingTests
{
    [Theory]
    [InlineData("pue", "pue", 0)]
    [InlineData("PUE", "pue", 0)]
    [InlineData("idle-share", "idle_share", 0)]
    [InlineData("peu", "pue", 1)]
    [InlineData("facilty", "facility", 1)]
    [InlineData("facilityy", "facility", 1)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("", "pue", 3)]
    public void Distance_counts_edits(string a, string b, int distance)
    {
        Assert.Equal(distance, Spelling.Distance(a, b));
        Assert.Equal(distance, Spelling.Distance(b, a));
    }

    [Theory]
    [InlineData("utilisation", "utilization")]
    [InlineData("mfuu", "mfu")]
    [InlineData("weather", null)]
    public void Only_near_names_are_meant(string name, string? expected) =>
        Assert.Equal(expected, Spelling.Nearest(name, ["utilization", "mfu", "runs"]));
}
