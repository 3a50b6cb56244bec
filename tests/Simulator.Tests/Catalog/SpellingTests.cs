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
    [InlineData("a100-sxm", "a100-sxm-40gb", "a100-sxm-80gb")]
    [InlineData("H100", "h100-sxm")]
    [InlineData("l40", "l40")]
    [InlineData("v100s", "v100s-pcie")]
    public void An_entry_that_begins_with_the_name_is_nearer_than_one_of_another_chip(string name, params string[] expected) =>
        Assert.Equal(expected, BuiltInCatalog.Accelerators.Nearest(name).Take(expected.Length));

    [Theory]
    [InlineData("utilisation", "utilization")]
    [InlineData("mfuu", "mfu")]
    [InlineData("weather", null)]
    public void Only_near_names_are_meant(string name, string? expected) =>
        Assert.Equal(expected, Spelling.Nearest(name, ["utilization", "mfu", "runs"]));
}
