using Simulator.Measurements;

namespace Simulator.Tests.Measurements;

/// <summary>Names of nodes in the short form of Slurm, as <c>scontrol show hostnames</c> expands it.</summary>
public class HostListTests
{
    [Theory]
    [InlineData("n1", "n1")]
    [InlineData("n[1-3]", "n1 n2 n3")]
    [InlineData("node[01-03,07]", "node01 node02 node03 node07")]
    [InlineData("n[9-11]", "n9 n10 n11")]
    [InlineData("a[1-2],b,c[08-10]x", "a1 a2 b c08x c09x c10x")]
    [InlineData("rack[1-2]node[1,3]", "rack1node1 rack1node3 rack2node1 rack2node3")]
    public void A_list_is_expanded(string list, string names) => Assert.Equal(names.Split(' '), HostList.Expand(list));

    [Theory]
    [InlineData("")]
    [InlineData("a,,b")]
    [InlineData("n[1-3")]
    [InlineData("n1-3]")]
    [InlineData("n[3-1]")]
    [InlineData("n[1-2-3]")]
    [InlineData("n[a-b]")]
    [InlineData("n[]")]
    [InlineData("n[[1-2]]")]
    [InlineData("n[-1]")]
    [InlineData("n[0-99999999999]")]
    [InlineData("n[0-2147483647]")]
    [InlineData("a[1-1000]b[1-1000]c[1-1000]")]
    public void What_is_no_list_or_too_long_is_refused(string list) => Assert.Null(HostList.Expand(list));
}
