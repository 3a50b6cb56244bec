using Simulator.Catalog;

namespace Simulator.Tests.Catalog;

/// <summary>Entries are cut out of the tables' texts without reading them as YAML; nothing may be lost on the way.</summary>
public class CatalogBlockTests
{
    public static TheoryData<string> Tables => [.. (string[])["accelerators", "operators", "countries", "zones", "generation"]];

    [Theory]
    [MemberData(nameof(Tables))]
    public void Entries_are_those_of_the_whole_file(string table)
    {
        var whole = CatalogFile.Open(table).Children().ToList();
        var blocks = CatalogBlock.Of(table);
        Assert.Equal(whole.Select(entry => entry.Key), blocks.Select(block => block.Key));
        Assert.All(whole.Zip(blocks), pair => Assert.Equal(
            pair.First.Value.Children().Select(child => child.Key), CatalogFile.Open(pair.Second).Children().Select(child => child.Key)));
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void A_mistake_is_named_with_the_line_of_the_table(string table)
    {
        var lines = CatalogFile.TextOf(table).Split('\n');
        Assert.All(CatalogBlock.Of(table), block =>
        {
            Assert.StartsWith(block.Key + ":", lines[block.FirstLine - 1], StringComparison.Ordinal);
            var mistake = Assert.Throws<InvalidDataException>(() => CatalogFile.Open(block).Child("no such key"));
            Assert.Contains($"{table}.yaml, line {block.FirstLine + 1}:", mistake.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void No_two_entries_share_a_name() => Assert.All(
        (CatalogTable[])[BuiltInCatalog.Accelerators, BuiltInCatalog.Operators, BuiltInCatalog.Locations, BuiltInCatalog.Generation],
        table => Assert.False(table.ContainsKey("a name that makes it read all of them")));
}
