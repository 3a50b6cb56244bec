using System.Globalization;
using System.Text;
using System.Xml;

namespace Simulator.Reporting.Gates;

/// <summary>Writes what a gate found as JUnit XML, which most CI services show as test results.</summary>
internal static class JUnitReport
{
    /// <summary>Writes the report.</summary>
    /// <param name="cases">What was found.</param>
    /// <param name="isStrict">Whether warnings and undecided limits are failures.</param>
    /// <param name="stream">Where to; UTF-8.</param>
    public static void Write(IReadOnlyList<GateCase> cases, bool isStrict, Stream stream)
    {
        using var xml = XmlWriter.Create(stream, new XmlWriterSettings { Indent = true, NewLineChars = "\n", Encoding = new UTF8Encoding(false) });
        xml.WriteStartElement("testsuites");
        Counts(xml, "simulator", cases, isStrict);
        foreach (var suite in cases.GroupBy(one => one.Suite, StringComparer.Ordinal))
        {
            xml.WriteStartElement("testsuite");
            Counts(xml, suite.Key, [.. suite], isStrict);
            Attribute(xml, "skipped", Number(suite.Count(one => one.Status == GateStatus.Undecided && !isStrict)));
            foreach (var one in suite)
            {
                Case(xml, one, isStrict);
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteWhitespace("\n");
    }

    private static void Counts(XmlWriter xml, string name, IReadOnlyList<GateCase> cases, bool isStrict)
    {
        Attribute(xml, "name", name);
        Attribute(xml, "tests", Number(cases.Count));
        Attribute(xml, "failures", Number(cases.Count(one => one.Stops(isStrict) && one.Status != GateStatus.Error)));
        Attribute(xml, "errors", Number(cases.Count(one => one.Status == GateStatus.Error)));
    }

    private static void Case(XmlWriter xml, GateCase one, bool isStrict)
    {
        xml.WriteStartElement("testcase");
        Attribute(xml, "classname", one.Suite);
        Attribute(xml, "name", one.Name);
        if (one.Place.RelativeFile.Length > 0)
        {
            Attribute(xml, "file", one.Place.RelativeFile);
        }

        if (one.Place.Line > 0)
        {
            Attribute(xml, "line", Number(one.Place.Line));
        }

        var kind = one.Status == GateStatus.Error ? "error" : one.Stops(isStrict) ? "failure" : one.Status == GateStatus.Undecided ? "skipped" : null;
        if (kind is not null)
        {
            xml.WriteStartElement(kind);
            Attribute(xml, "message", one.Message);
            if (kind != "skipped")
            {
                Attribute(xml, "type", one.Status.ToString().ToLowerInvariant());
                xml.WriteString(Allowed(one.Place.Line > 0 ? $"{one.Place.RelativeFile}:{Number(one.Place.Line)}:{Number(one.Place.Column)}: {one.Message}" : one.Message));
            }

            xml.WriteEndElement();
        }
        else if (one.Message.Length > 0)
        {
            xml.WriteElementString("system-out", Allowed(one.Message));
        }

        xml.WriteEndElement();
    }

    private static void Attribute(XmlWriter xml, string name, string value) => xml.WriteAttributeString(name, Allowed(value));

    // XML has no way to write most control characters, not even escaped.
    private static string Allowed(string text) => string.Concat(text.EnumerateRunes().Select(rune => rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? "\uFFFD" : rune.ToString()));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
