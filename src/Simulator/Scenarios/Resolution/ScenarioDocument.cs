using System.Security.Cryptography;
using System.Text;
using Simulator.Scenarios.Format;
using Simulator.Scenarios.Text;

namespace Simulator.Scenarios.Resolution;

/// <summary>A scenario file with everything that it extends merged in; every node keeps its own file and line.</summary>
/// <param name="Root">The merged keys and values.</param>
/// <param name="Sha256">Hash of the file's own bytes, lower-case hexadecimal.</param>
internal sealed record ScenarioDocument(ConfigMapping Root, string Sha256)
{
    /// <summary>The file, and the files that it extends, as they were read.</summary>
    public IReadOnlyList<ScenarioSource> Sources { get; init; } = [];

    /// <summary>Longest chain of files that extend each other.</summary>
    public const int LongestChain = 8;

    /// <summary>Reads a file and what it extends, or reports why not and returns null.</summary>
    public static ScenarioDocument? Load(string path, SourceFiles files, Findings findings)
    {
        var bytes = ScenarioText.ReadFile(path, path, new SourcePosition(path, 0, 0), files, findings);
        if (bytes is null || ScenarioText.Decode(bytes, path, findings) is not { } text)
        {
            return null;
        }

        // A pipeline reads what others hand in: a link in a folder of scenarios can lead to a key or a password.
        if (LeadsElsewhere(path))
        {
            findings.DoNotQuote(path);
        }

        return Parse(text, path, Hash(bytes), files, findings);
    }

    /// <summary>Reads a text as if it stood in a file, or reports why not and returns null.</summary>
    public static ScenarioDocument? Parse(string text, string file, SourceFiles files, Findings findings) =>
        Parse(text, file, Hash(Encoding.UTF8.GetBytes(text)), files, findings);

    private static ScenarioDocument? Parse(string text, string file, string hash, SourceFiles files, Findings findings)
    {
        var sources = new List<ScenarioSource> { new(file, text, hash) };
        return ReadRoot(text, file, findings) is { } root && FormatVersion.Check(root, findings) && Extend(root, [FullPath(file)], sources, files, findings) is { } merged
            ? new ScenarioDocument(merged, hash) { Sources = sources }
            : null;
    }

    private static ConfigMapping? Extend(ConfigMapping root, List<string> chain, List<ScenarioSource> sources, SourceFiles files, Findings findings)
    {
        if (root["extends"] is not ConfigScalar { IsEmpty: false } name)
        {
            return root;
        }

        var at = name.Position;
        if (string.IsNullOrWhiteSpace(name.Text))
        {
            findings.Error(at, "extends", "an empty name", "a scenario file (.yaml, .yml or .json)");
            return null;
        }

        var path = Path.Combine(Path.GetDirectoryName(at.File) ?? "", name.Text.Trim());
        var full = FullPath(path);
        if (chain.Contains(full))
        {
            findings.Error(at, "extends", $"a cycle: {string.Join(" → ", chain.Append(full).Select(Path.GetFileName))}", "files that do not extend themselves");
            return null;
        }

        if (chain.Count >= LongestChain)
        {
            findings.Error(at, "extends", FormattableString.Invariant($"more than {LongestChain} files that extend each other"), FormattableString.Invariant($"at most {LongestChain}"));
            return null;
        }

        if (files.Refusal(path) is var (found, allowed))
        {
            findings.Error(at, "extends", $"{ConfigScalar.Clip(name.Text.Trim())}, {found}", allowed);
            return null;
        }

        if (!files.MayQuote(path))
        {
            findings.DoNotQuote(path);
        }

        var bytes = ScenarioText.ReadFile(path, path, at, files, findings);
        var text = bytes is null ? null : ScenarioText.Decode(bytes, path, findings);
        if (text is not null)
        {
            sources.Add(new ScenarioSource(path, text, Hash(bytes!)));
        }

        var parent = text is null ? null : ReadRoot(text, path, findings);
        var extended = parent is null || !FormatVersion.Check(parent, findings) ? null : Extend(parent, [.. chain, full], sources, files, findings);
        return extended is null ? null : Merge(WithoutPublished(extended), root, ScenarioFormat.Root);
    }

    /// <summary>Lays one mapping over another: sections merge key by key, everything else is replaced.</summary>
    /// <param name="below">What is extended.</param>
    /// <param name="above">What extends it.</param>
    /// <param name="section">The keys of both.</param>
    internal static ConfigMapping Merge(ConfigMapping below, ConfigMapping above, FormatSection section)
    {
        var gone = TakenBack(above, section);
        var entries = new List<ConfigEntry>();
        foreach (var entry in below.Entries)
        {
            var over = above.Entry(entry.Key.Text);
            if (over is null)
            {
                if (!gone.ContainsKey(entry.Key.Text))
                {
                    entries.Add(entry);
                }
            }
            else if (section.Find(entry.Key.Text) is { Kind: KeyKind.Section, Section: { } inner } && entry.Value is ConfigMapping old && over.Value is ConfigMapping young)
            {
                entries.Add(over with { Value = Merge(old, young, inner) });
            }
            else
            {
                entries.Add(over with { Overruled = [.. over.Overruled, entry with { Overruled = [] }, .. entry.Overruled] });
            }
        }

        entries.AddRange(above.Entries.Where(entry => below.Entry(entry.Key.Text) is null));
        entries.RemoveAll(entry => entry.Key.Text == "extends");
        return new ConfigMapping(above.Position, entries.ConvertAll(WithTakenBack));

        ConfigEntry WithTakenBack(ConfigEntry entry)
        {
            var back = below.Entries.Where(other => gone.GetValueOrDefault(other.Key.Text) == entry.Key.Text && above[other.Key.Text] is null);
            return back.SelectMany(other => other.Overruled.Prepend(other with { Overruled = [] })).ToList() is { Count: > 0 } overruled
                ? entry with { Overruled = [.. entry.Overruled, .. overruled] }
                : entry;
        }
    }

    /// <summary>
    /// Keys that a mapping takes back from what it extends, with the key that does so: one of several alternatives takes
    /// the others back (<c>mix</c> over <c>carbon_intensity</c>), and what leads an alternative takes back its details
    /// (<c>mix</c> over <c>mix_concentration</c>), not the reverse.
    /// </summary>
    private static Dictionary<string, string> TakenBack(ConfigMapping above, FormatSection section)
    {
        var gone = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var group in section.Alternatives)
        {
            if (group.FirstOrDefault(names => names.Any(name => above[name] is not null)) is not { } given)
            {
                continue;
            }

            var by = given.First(name => above[name] is not null);
            var details = by == given[0] ? given.Skip(1) : [];
            foreach (var name in group.Where(names => names != given).SelectMany(names => names).Concat(details))
            {
                gone[name] = by;
            }
        }

        return gone;
    }

    // A file without any key of a scenario can be a key, or the configuration of another program with its passwords.
    private static ConfigMapping? ReadRoot(string text, string file, Findings findings)
    {
        var own = new Findings();
        var root = YamlReader.Read(text, file, own);
        if (root is null ? TopLevelKeys.Of(text).Any(key => TopLevelKeys.IsKnown(key.Name)) : root.Entries.Any(entry => TopLevelKeys.IsKnown(entry.Key.Text)))
        {
            findings.Add(own);
            return root;
        }

        var near = TopLevelKeys.Near(root is null ? TopLevelKeys.Of(text) : root.Entries.Select(entry => (entry.Key.Text, entry.Key.Position.Line)));
        findings.DoNotQuote(file, $"text of {Contents.Count(text.Length, "character")} in {Contents.Count(text.AsSpan().TrimEnd().Count('\n') + 1, "line")}, which is no scenario and is not quoted", near);
        findings.Add(own);
        if (root is not null)
        {
            findings.Error(root.Position, "", $"{Contents.Count(root.Entries.Count, "key")}, none of which is one of a scenario", $"at the top level at least one of {string.Join(", ", TopLevelKeys.Known)}", near, quotes: false);
        }

        return null;
    }

    private static bool LeadsElsewhere(string path) =>
        !PlainFile.IsHandedOver(path) && !OwnFolder.Holds(Path.GetDirectoryName(path) ?? "", path);

    // What was published about the file below was not published about the one above.
    private static ConfigMapping WithoutPublished(ConfigMapping root) =>
        new(root.Position, [.. root.Entries.Where(entry => entry.Key.Text != "published")]);

    // A name that no file can have is reported when the file is opened.
    private static string FullPath(string path) => path.Length == 0 || path.Contains('\0') ? path : Path.GetFullPath(path);

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
