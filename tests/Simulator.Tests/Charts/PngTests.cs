using System.Buffers.Binary;
using Simulator.Charts;
using Simulator.Charts.Drawing;
using Simulator.Charts.Style;

namespace Simulator.Tests.Charts;

public sealed class PngTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_chart_is_a_valid_picture_of_the_asked_size_and_resolution(int scale)
    {
        var options = new ChartOptions { Width = 800, Height = 500, Scale = scale, Kinds = [ChartKind.Breakdown], Theme = Theme.Dark };
        var png = new PngReader(ChartSet.Draw(SyntheticResults.Result("r"), options)[0].Png);
        Assert.Equal((800 * scale, 500 * scale), (png.Width, png.Height));
        Assert.Equal("IEND", png.Chunks[^1].Type);
        var resolution = png.Chunks.Single(chunk => chunk.Type == "pHYs").Data;

        // 1600 pixels are 8 inches, and so are 800 of twice the size: printed text has one size.
        Assert.Equal(100 * scale, 0.0254 * BinaryPrimitives.ReadInt32BigEndian(resolution), 1e-2);
        Assert.Equal(1, resolution[8]);
        Assert.Equal((Theme.Dark.Paper.R, Theme.Dark.Paper.G, Theme.Dark.Paper.B), png.At(0, 0));
    }

    [Fact]
    public void Every_pixel_comes_back()
    {
        const int Width = 67, Height = 41, Stride = (4 * Width) + 12;
        var random = new Random(1);
        var pixels = new byte[Stride * Height];
        for (var y = 0; y < Height; y++)
        {
            // Rows like the one above, rows that differ in a few pixels, and rows of noise: each is packed in another way.
            var row = pixels.AsSpan(y * Stride, 4 * Width);
            switch (y % 3)
            {
                case 0:
                    random.NextBytes(row);
                    break;
                default:
                    pixels.AsSpan((y - 1) * Stride, 4 * Width).CopyTo(row);
                    row[4 * random.Next(Width)] ^= (byte)(y % 3 == 1 ? 0 : 0x55);
                    break;
            }
        }

        var png = new PngReader(PngEncoder.Encode(pixels, Width, Height, Stride, 96));
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                var at = (y * Stride) + (4 * x);
                Assert.Equal((pixels[at], pixels[at + 1], pixels[at + 2]), png.At(x, y));
            }
        }
    }

    [Fact]
    public void A_column_of_a_journal_is_as_wide_on_paper_as_on_the_screen()
    {
        // 320 pixels at the 96 of an inch that browsers assume are 3⅓ inches.
        var file = ChartSet.Draw(SyntheticResults.Training(), new ChartOptions { Width = 320, Scale = 2, Kinds = [ChartKind.Breakdown], WithPdf = true })[0];
        var resolution = new PngReader(file.Png).Chunks.Single(chunk => chunk.Type == "pHYs").Data;
        Assert.Equal(2 * 96, 0.0254 * BinaryPrimitives.ReadInt32BigEndian(resolution), 1e-2);
        var page = System.Text.RegularExpressions.Regex.Match(System.Text.Encoding.Latin1.GetString(file.Pdf), @"/MediaBox \[0 0 ([0-9.]+) ");
        Assert.Equal(320 * 72 / 96.0, double.Parse(page.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture), 0.1);
    }
}
