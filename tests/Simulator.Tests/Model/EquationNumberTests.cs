using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Simulator.Tests.Model;

/// <summary>Holds the page of equations and the code together, and every equation to its unit.</summary>
public sealed partial class EquationNumberTests
{
    private static readonly IReadOnlyList<XElement> Members =
        [.. XDocument.Load(Path.Combine(AppContext.BaseDirectory, "Simulator.xml")).Descendants("member")];

    [Fact]
    public void Every_equation_of_the_page_is_in_the_code_and_the_reverse()
    {
        var page = EquationOfPage().Matches(File.ReadAllText(Path.Combine(Repository.Root, "src/Simulator/Model/README.md")))
            .Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(page.Count, page.Distinct().Count());

        var code = Directory.GetFiles(Path.Combine(Repository.Root, "src/Simulator/Model"), "*.cs")
            .SelectMany(file => EquationOfCode().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups[1].Value)
            .ToHashSet();
        Assert.Equal(page.ToHashSet(), code);
    }

    [Fact]
    public void Every_function_of_the_page_exists()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "src/Simulator/Model/README.md"));
        var methods = ModelMethods().Select(NameOf).ToHashSet();
        var rows = page.Split('\n').Where(line => EquationOfPage().IsMatch(line)).ToList();
        Assert.NotEmpty(rows);
        foreach (var row in rows)
        {
            foreach (Match function in Regex.Matches(row.Split('|')[^2], "`([A-Za-z]+)`"))
            {
                Assert.Contains(function.Groups[1].Value, methods);
            }
        }
    }

    [Fact]
    public void Every_equation_states_its_number_and_the_unit_of_its_result_and_parameters()
    {
        var methods = ModelMethods().ToList();
        Assert.True(methods.Count >= 30, $"only {methods.Count} equations found");
        foreach (var method in methods)
        {
            var name = NameOf(method);
            Assert.True(UnitAtEnd().IsMatch(method.Element("summary")!.Value.Trim()), $"{name}: the summary ends without a unit");
            Assert.True(method.Element("remarks")?.Value.Contains("Eq. M", StringComparison.Ordinal) ?? false, $"{name}: no equation number");
            foreach (var parameter in method.Elements("param").Where(parameter => name is not ("PerMillionTokens" or "PerRequest")))
            {
                Assert.True(UnitAtEnd().IsMatch(parameter.Value.Trim()), $"{name}, {parameter.Attribute("name")!.Value}: no unit");
            }
        }
    }

    // An equation is a function of a static class over lanes; putting phases together is none of its own.
    private static IEnumerable<XElement> ModelMethods() => Members.Where(member =>
    {
        var name = member.Attribute("name")!.Value;
        return name.StartsWith("M:Simulator.Model.", StringComparison.Ordinal)
            && Regex.IsMatch(name, @"\.\w+\.\w+``1\(")
            && !name.Contains(".PhaseModel.", StringComparison.Ordinal);
    });

    private static string NameOf(XElement member) =>
        Regex.Match(member.Attribute("name")!.Value, @"\.([A-Za-z]+)(``\d+)?\(").Groups[1].Value;

    [GeneratedRegex(@"^\| (M\d+) \|", RegexOptions.Multiline)]
    private static partial Regex EquationOfPage();

    [GeneratedRegex(@"Eq\. (M\d+)")]
    private static partial Regex EquationOfCode();

    [GeneratedRegex(@"\[[^\]]+\]$")]
    private static partial Regex UnitAtEnd();
}
