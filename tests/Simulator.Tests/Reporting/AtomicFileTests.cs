using Simulator.Reporting.Documents;

namespace Simulator.Tests.Reporting;

public sealed class AtomicFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("simulator-atomic-").FullName;

    [Fact]
    public void Makes_the_folder_and_replaces_what_was_there()
    {
        var path = Path.Combine(_folder, "new", "file.txt");
        AtomicFile.WriteText(path, writer => writer.Write("old"));
        AtomicFile.WriteText(path, writer => writer.Write("new"));
        Assert.Equal("new"u8.ToArray(), File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void A_failure_leaves_the_old_content_and_no_temporary()
    {
        var path = Path.Combine(_folder, "file.txt");
        AtomicFile.WriteText(path, writer => writer.Write("old"));
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write("half"u8);
            stream.Flush();
            Assert.Equal("old", File.ReadAllText(path));
            throw new InvalidOperationException();
        }));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
