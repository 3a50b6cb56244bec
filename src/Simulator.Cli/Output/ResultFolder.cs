using System.Security.Cryptography;

namespace Simulator.Cli.Output;

/// <summary>Puts the files of one run into a folder as a whole, in place of those that an earlier run of its own left there.</summary>
/// <param name="wanted">The folder; it must be there.</param>
/// <param name="isNamed">Whether the user named this folder; otherwise another is taken where it contains the results of another scenario.</param>
/// <param name="owner">Whose results are written.</param>
/// <param name="taken">Folders that this command has written already: two scenarios of one command do not share one.</param>
/// <remarks>
/// Files are written to a hidden folder first. Then, while the manifest is locked, the earlier run's files go, the summary
/// is replaced, and the other files follow: so a reader, or the folder after a crash, never has files of two runs
/// side by side. Of several runs at once, each replaces the one before it as a whole.
/// </remarks>
internal sealed class ResultFolder(string wanted, bool isNamed, ResultOwner owner, IReadOnlySet<string>? taken = null)
{
    private const int MostFolders = 999;

    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(30);

    /// <summary>The folder that was requested.</summary>
    public string Wanted => wanted;

    /// <summary>Writes the files of the run, all or none.</summary>
    /// <param name="summary">Name of the file that stands for the whole: it is there at every moment.</param>
    /// <param name="write">Writes the files into the folder that it is given.</param>
    /// <exception cref="IOException">They could not be written.</exception>
    public WrittenResults Write(string summary, Action<string> write)
    {
        using var staging = StagingFolder.In(Candidates().FirstOrDefault(folder => IsFor(ResultManifest.Of(folder)), wanted));
        write(staging.Path);
        var files = Directory.GetFiles(staging.Path).Where(file => Path.GetFileName(file) != StagingFolder.Sign)
            .ToDictionary(file => Path.GetFileName(file), HashOf, StringComparer.Ordinal);
        foreach (var folder in Candidates())
        {
            Directory.CreateDirectory(folder);
            using var manifest = Lock(folder);
            var earlier = ResultManifest.Read(manifest, folder);
            if (!IsFor(earlier))
            {
                continue;
            }

            StagingFolder.RemoveAbandoned(folder);
            return new WrittenResults(folder, [.. Whose(folder, earlier), .. Exchange(folder, manifest, earlier, staging.Path, files, summary)]);
        }

        throw new IOException($"every folder from '{wanted}' to '{wanted}-{MostFolders}' contains the results of another scenario");
    }

    private bool IsFor(ResultManifest? earlier) => isNamed || earlier is null || earlier.Owner.IsSameAs(owner);

    /// <summary>The folder that holds the results of this scenario already, if there is one; then those that may be taken.</summary>
    private IEnumerable<string> Candidates()
    {
        if (isNamed)
        {
            return [wanted];
        }

        var all = Enumerable.Range(1, MostFolders).Select(number => number == 1 ? wanted : FormattableString.Invariant($"{wanted}-{number}"));
        var own = all.TakeWhile(Directory.Exists).Select(folder => (folder, ResultManifest.Of(folder)?.Owner))
            .Where(held => held.Owner?.IsSameAs(owner) == true).OrderByDescending(held => held.Owner!.HasFilesOf(owner)).Select(held => held.folder);
        return own.Concat(all).Where(folder => taken?.Contains(folder) != true);
    }

    // The system releases the lock of a process that has ended.
    private static FileStream Lock(string folder)
    {
        var path = Path.Combine(folder, ResultManifest.FileName);
        for (var waited = TimeSpan.Zero; ; waited += LockPause)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (waited < LockPatience && File.Exists(path))
            {
                Thread.Sleep(LockPause);
            }
        }
    }

    private IEnumerable<string> Whose(string folder, ResultManifest? earlier)
    {
        if (earlier is { Files.Count: > 0 } && (!earlier.Owner.IsSameAs(owner) || (owner.IsFromStandardInput && !owner.HasContentOf(earlier.Owner))))
        {
            yield return $"'{folder}' contained the results of {earlier.Owner}, which were replaced.";
        }

        if (folder != wanted)
        {
            yield return $"'{wanted}' contains the results of {ResultManifest.Of(wanted)?.Owner.ToString() ?? "another scenario"}; these were written to '{folder}'.";
        }
    }

    private List<string> Exchange(
        string folder, FileStream manifest, ResultManifest? earlier, string staging, Dictionary<string, string> files, string summary)
    {
        var remarks = new List<string>();
        var kept = SetAside(folder, earlier, files);
        if (earlier is null && manifest.Length > 0)
        {
            kept.Add(CopyAside(manifest, Path.Combine(folder, ResultManifest.FileName)));
        }

        if (kept.Count > 0)
        {
            remarks.Add($"Changed since a run wrote them, so they are kept: {string.Join(", ", kept)}.");
        }

        var before = new Dictionary<string, string>(earlier?.Earlier ?? new Dictionary<string, string>(), StringComparer.Ordinal);
        foreach (var (name, hash) in earlier?.Files ?? new Dictionary<string, string>())
        {
            before[name] = hash;
        }

        // From here to the end a crash leaves a manifest that lists the files of both runs.
        new ResultManifest(owner, files, before).Write(manifest, folder);
        foreach (var name in before.Keys.Where(name => name != summary || !files.ContainsKey(name)))
        {
            var path = Path.Combine(folder, name);
            if (!File.Exists(path))
            {
                continue;
            }

            if (earlier!.IsOwn(name, HashOf(path)))
            {
                File.Delete(path);
            }
            else
            {
                remarks.Add($"'{path}' was written by an earlier run and changed since; it is kept and does not belong to these results.");
            }
        }

        foreach (var name in files.Keys.Where(name => name == summary).Concat(files.Keys.Where(name => name != summary).Order(StringComparer.Ordinal)))
        {
            File.Move(Path.Combine(staging, name), Path.Combine(folder, name), overwrite: true);
        }

        new ResultManifest(owner, files, new Dictionary<string, string>()).Write(manifest, folder);
        return remarks;
    }

    /// <summary>Files whose name is needed, but that no run has left in this state, are kept under another name.</summary>
    private static List<string> SetAside(string folder, ResultManifest? earlier, Dictionary<string, string> files)
    {
        var kept = new List<string>();
        foreach (var (name, hash) in files)
        {
            var path = Path.Combine(folder, name);
            if (!File.Exists(path) || HashOf(path) is var found && (found == hash || earlier?.IsOwn(name, found) == true))
            {
                continue;
            }

            var aside = Aside(path);
            File.Move(path, aside);
            kept.Add(Kept(path, aside));
        }

        return kept;
    }

    // It is open and locked: its name stays.
    private static string CopyAside(FileStream stream, string path)
    {
        var aside = Aside(path);
        using var copy = new FileStream(aside, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        stream.Position = 0;
        stream.CopyTo(copy);
        return Kept(path, aside);
    }

    private static string Aside(string path) => Enumerable.Range(1, int.MaxValue)
        .Select(number => path + (number == 1 ? ".kept" : FormattableString.Invariant($".kept{number}"))).First(free => !File.Exists(free));

    private static string Kept(string path, string aside) => $"'{path}' as '{Path.GetFileName(aside)}'";

    private static string HashOf(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}

/// <summary>Where results have gone.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Remarks">What happened to other files in it, and whose results it contained.</param>
internal sealed record WrittenResults(string Folder, IReadOnlyList<string> Remarks);
