using System.Buffers.Binary;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;

namespace Simulator.Charts.Fonts;

/// <summary>Reads Inter's TrueType files out of the assembly they are published in.</summary>
/// <remarks>
/// <para>Inter is by The Inter Project Authors, under the SIL Open Font License 1.1; the notice is in each file's name table.
/// The NuGet package Avalonia.Fonts.Inter carries the files inside a manifest resource of its assembly. That assembly is
/// embedded in ours and read as data: it is never loaded, because it would require Avalonia.</para>
/// <para>Layout of the resource <c>!AvaloniaResources</c>, little-endian: length of the index, then the index (version,
/// number of entries, and per entry a length-prefixed path, offset and size), then the files one after the other.</para>
/// </remarks>
internal static class EmbeddedFonts
{
    private const string Assembly = "Avalonia.Fonts.Inter.dll";
    private const string Resource = "!AvaloniaResources";
    private static readonly Lazy<ReadOnlyMemory<byte>> Bytes = new(ReadResource);

    /// <summary>The bytes of one file.</summary>
    /// <param name="path">Path inside the resource, e.g. <c>/Assets/Inter-Regular.ttf</c>.</param>
    public static ReadOnlyMemory<byte> Read(string path)
    {
        var blob = Bytes.Value;
        var indexLength = BinaryPrimitives.ReadInt32LittleEndian(blob.Span);
        using var index = new BinaryReader(new MemoryStream(blob.Slice(4, indexLength).ToArray()), Encoding.UTF8);
        _ = index.ReadInt32(); // version of the index
        var count = index.ReadInt32();
        for (var i = 0; i < count; i++)
        {
            var name = index.ReadString();
            var offset = index.ReadInt32();
            var size = index.ReadInt32();
            if (string.Equals(name, path, StringComparison.Ordinal))
            {
                return blob.Slice(4 + indexLength + offset, size);
            }
        }

        throw new InvalidDataException($"{Assembly} does not contain {path}.");
    }

    private static ReadOnlyMemory<byte> ReadResource()
    {
        using var stream = typeof(EmbeddedFonts).Assembly.GetManifestResourceStream(Assembly)
            ?? throw new InvalidDataException($"{Assembly} is not embedded.");
        using var image = new PEReader(stream);
        var metadata = image.GetMetadataReader();
        var directory = image.PEHeaders.CorHeader!.ResourcesDirectory;
        foreach (var handle in metadata.ManifestResources)
        {
            var resource = metadata.GetManifestResource(handle);
            if (metadata.StringComparer.Equals(resource.Name, Resource))
            {
                var reader = image.GetSectionData(directory.RelativeVirtualAddress).GetReader();
                reader.Offset = checked((int)resource.Offset);
                return reader.ReadBytes(reader.ReadInt32());
            }
        }

        throw new InvalidDataException($"{Assembly} has no resource {Resource}.");
    }
}
