using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Simulator.Cli.Console;
using Simulator.Reporting.Gates;
using Simulator.Reporting.Tables;

namespace Simulator.Tests.Reporting.Gates;

/// <summary>Text of scenarios is data in every format that a pipeline reads.</summary>
public class GateFormatTests
{
    public static TheoryData<string> HostileTexts { get; } =
        ["a<b>&\"c\"'d'", "]]><failure/>", "line\n::error::injected", "carriage\r::set-output name=x::y", "50% : a,b", "\u0001\u0000\uFFFE\uD800", "<!-- -->", "模型 🔥"];

    [Theory]
    [MemberData(nameof(HostileTexts))]
    public void JUnit_xml_says_what_was_said(string text)
    {
        var document = XDocument.Parse(Encoding.UTF8.GetString(Written(stream => JUnitReport.Write([Case(text, GateStatus.Failed)], false, stream))));
        var one = document.Descendants("testcase").Single();
        Assert.Equal(Shown(text), (string?)one.Attribute("name"));
        Assert.Equal(Shown(text), (string?)one.Attribute("classname"));
        Assert.Equal(Shown(text), (string?)one.Element("failure")!.Attribute("message"));
        Assert.Equal(["testsuites", "testsuite", "testcase", "failure"], document.Descendants().Select(element => element.Name.LocalName));
    }

    [Theory]
    [MemberData(nameof(HostileTexts))]
    public void A_workflow_command_is_one_line_with_one_command(string text)
    {
        var command = WorkflowCommand.Of(Case(text, GateStatus.Failed), isStrict: false)!;
        Assert.DoesNotContain('\n', command);
        Assert.DoesNotContain('\r', command);
        Assert.StartsWith("::error file=x.yaml,line=3,col=5,title=", command, StringComparison.Ordinal);

        // As the runner reads it back.
        var (properties, data) = (command.Split("::")[1], command[(command.IndexOf("::", 2, StringComparison.Ordinal) + 2)..]);
        var title = properties.Split(',').Single(property => property.StartsWith("title=", StringComparison.Ordinal))["title=".Length..];
        Assert.Equal($"{text}: {text}", title.Replace("%3A", ":").Replace("%2C", ",").Replace("%0D", "\r").Replace("%0A", "\n").Replace("%25", "%"));
        Assert.Equal(text, data.Replace("%0D", "\r").Replace("%0A", "\n").Replace("%25", "%"));
    }

    [Theory]
    [MemberData(nameof(HostileTexts))]
    public void A_code_quality_report_is_json(string text)
    {
        using var document = JsonDocument.Parse(Written(stream => CodeQualityReport.Write([Case(text, GateStatus.Warning), Case("other", GateStatus.Passed)], false, stream)));
        var finding = Assert.Single(document.RootElement.EnumerateArray());
        Assert.Equal("minor", finding.GetProperty("severity").GetString());
        Assert.Equal(3, finding.GetProperty("location").GetProperty("lines").GetProperty("begin").GetInt32());
        Assert.Matches("^[0-9a-f]{40}$", finding.GetProperty("fingerprint").GetString());
        Assert.All(["description", "check_name"], name => Assert.NotEqual("", finding.GetProperty(name).GetString()));
    }

    [Theory]
    [InlineData(nameof(GateStatus.Passed), false, null, "testcase")]
    [InlineData(nameof(GateStatus.Undecided), false, "warning", "skipped")]
    [InlineData(nameof(GateStatus.Undecided), true, "error", "failure")]
    [InlineData(nameof(GateStatus.Warning), false, "warning", "system-out")]
    [InlineData(nameof(GateStatus.Warning), true, "error", "failure")]
    [InlineData(nameof(GateStatus.Failed), false, "error", "failure")]
    [InlineData(nameof(GateStatus.Error), false, "error", "error")]
    public void A_finding_stops_the_gate_or_does_not(string name, bool isStrict, string? command, string element)
    {
        var status = Enum.Parse<GateStatus>(name);
        var one = Case("x", status) with { Message = status == GateStatus.Passed ? "" : "said" };
        Assert.Equal(command, WorkflowCommand.Of(one, isStrict)?.Split(' ')[0].TrimStart(':'));
        var document = XDocument.Parse(Encoding.UTF8.GetString(Written(stream => JUnitReport.Write([one], isStrict, stream))));
        Assert.Equal(element, document.Descendants().Last().Name.LocalName);
        var suite = document.Root!.Element("testsuite")!;
        Assert.Equal(element == "failure" ? 1 : 0, (int)suite.Attribute("failures")!);
        Assert.Equal(element == "error" ? 1 : 0, (int)suite.Attribute("errors")!);
        Assert.Equal(element == "skipped" ? 1 : 0, (int)suite.Attribute("skipped")!);
        Assert.Equal(1, (int)suite.Attribute("tests")!);
    }

    [Theory]
    [InlineData("a.yaml:3:5", "a.yaml", 3, 5)]
    [InlineData("C:\\a b.yaml:12:1", "C:\\a b.yaml", 12, 1)]
    [InlineData("--limit", "x.yaml", 0, 0)]
    [InlineData("", "x.yaml", 0, 0)]
    public void A_place_is_read(string text, string file, int line, int column) => Assert.Equal(new GatePlace(file, line, column), GatePlace.Parse(text, "x.yaml"));

    [Theory]
    [InlineData("::error::x\n", ":\\:error::x\n")]
    [InlineData("  ::add-mask::x", "  :\\:add-mask::x")]
    [InlineData("a\n\t::x::y\nb ::c::d", "a\n\t:\\:x::y\nb ::c::d")]
    [InlineData("a ##[set-output name=x]y", "a ##\\u005bset-output name=x]y")]
    [InlineData("##vso[task.setvariable variable=x]y", "##vso\\u005btask.setvariable variable=x]y")]
    [InlineData("a ##teamcity[buildStop]", "a ##teamcity\\u005bbuildStop]")]
    [InlineData("##a b[c] ##1[x] # #[y]", "##a b[c] ##1[x] # #[y]")]
    [InlineData("###[x]", "###\\u005bx]")]
    [InlineData(": :: a", ": :: a")]
    [InlineData("#[x] [##]", "#[x] [##]")]
    [InlineData("::::", ":\\:::")]
    public void The_log_of_a_pipeline_obeys_no_text(string text, string expected)
    {
        using var whole = new StringWriter();
        using var pieces = new StringWriter();
        using var console = new ConsoleWriter(whole, [], isRequired: true);
        using var slow = new ConsoleWriter(pieces, [], isRequired: true);
        console.Write(text);
        foreach (var character in text)
        {
            slow.Write(character);
        }

        Assert.Equal(expected, whole.ToString());
        Assert.Equal(expected, pieces.ToString());
        console.WriteLine();
        console.WriteLine("::x::");
        Assert.EndsWith($":\\:x::{Environment.NewLine}", whole.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("see @octocat and @org/team, #12", "see @<!-- -->octocat and @<!-- -->org/team, #<!-- -->12")]
    [InlineData("a @ b", "a @ b")]
    [InlineData("# title", "\\# title")]
    [InlineData("</details><script>", "\\</details>\\<script>")]
    public void Markdown_shows_text_as_it_is(string text, string expected) => Assert.Equal(expected, MarkdownTable.Escape(text));

    private static GateCase Case(string text, GateStatus status) => new(text, text, status, text, new("x.yaml", 3, 5));

    // What XML cannot hold is shown by a sign.
    private static string Shown(string text) => text.Replace('\u0001', '\uFFFD').Replace('\0', '\uFFFD').Replace('\uFFFE', '\uFFFD').Replace('\uD800', '\uFFFD');

    private static byte[] Written(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return stream.ToArray();
    }
}
