using System.Text;
using YamlDotNet.Core;

namespace Simulator.Scenarios.Text;

/// <summary>YAML text to nodes that know their place; whatever is wrong becomes a remark, never an exception.</summary>
internal static class YamlReader
{
    /// <summary>Deepest nesting of mappings and lists.</summary>
    public const int DeepestNesting = 32;

    /// <summary>Most nodes of a file, every alias written out.</summary>
    public const int MostNodes = 10_000;

    /// <summary>Reads one document whose root is a mapping, or reports why not and returns null.</summary>
    public static ConfigMapping? Read(string text, string file, Findings findings)
    {
        var whole = new SourcePosition(file, 1, 1);
        if (Encoding.UTF8.GetByteCount(text) > ScenarioText.LargestFile)
        {
            ScenarioText.ReportTooLarge(file, new SourcePosition(file, 0, 0), "more than 1 MB", findings);
            return null;
        }

        if (FindTab(text) is var (tabLine, tabColumn))
        {
            findings.Error(new SourcePosition(file, tabLine, tabColumn), "", "a tab in the indentation", "spaces", "YAML does not allow tabs; use two spaces a level", quotes: false);
            return null;
        }

        try
        {
            var builder = new YamlTreeBuilder(new Parser(new StringReader(text)), text, file, findings);
            var root = builder.ReadDocument();
            switch (root)
            {
                case null or { IsEmpty: true }:
                    findings.Error(whole, "", "no content", "a scenario with at least name, hardware and training", "start from one of the files in scenarios/", quotes: false);
                    return null;
                case ConfigMapping mapping:
                    return mapping;
                default:
                    findings.Error(root.Position, "", root.Kind, "keys and values at the top level: name, hardware, training, …", quotes: root is not ConfigSequence);
                    return null;
            }
        }
        catch (YamlRefusal refusal)
        {
            findings.Error(refusal.Position, "", refusal.Found, refusal.Allowed, refusal.Hint, quotes: refusal.Quotes);
        }
        catch (YamlException exception)
        {
            var at = new SourcePosition(file, (int)exception.Start.Line, (int)exception.Start.Column);
            findings.Error(at, "", $"text that is not YAML ({Tidy(exception.Message)})", "YAML", YamlMistakes.HintFor(text, (int)exception.Start.Line));
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or FormatException or OverflowException or IndexOutOfRangeException)
        {
            // The scanner of YamlDotNet lets a few of these out on malformed input.
            findings.Error(whole, "", $"text that is not YAML ({Tidy(exception.Message)})", "YAML");
        }

        return null;
    }

    // JSON may be indented with tabs: there they mean nothing.
    private static (int Line, int Column)? FindTab(string text)
    {
        var line = 0;
        var isFirstContent = true;
        foreach (var content in text.AsSpan().EnumerateLines())
        {
            line++;
            var indentation = content.Length - content.TrimStart(" \t").Length;
            if (indentation == content.Length || content[indentation] == '#')
            {
                continue;
            }

            if (isFirstContent && content[indentation] is '{' or '[')
            {
                return null;
            }

            isFirstContent = false;
            if (content[..indentation].IndexOf('\t') is >= 0 and var column)
            {
                return (line, column + 1);
            }
        }

        return null;
    }

    private static string Tidy(string message) => message.Trim().TrimEnd('.').ReplaceLineEndings(" ");
}
