using System.Buffers.Binary;
using Simulator.Charts;
using Simulator.Charts.Canvas;

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
        Assert.Equal(200 * scale, 0.0254 * BinaryPrimitives.ReadInt32BigEndian(resolution), 1e-2);
        Assert.Equal(1, resolution[8]);
        Assert.Equal((Theme.Dark.Paper.R, Theme.Dark.Paper.G, Theme.Dark.Paper.B), png.At(0, 0));
    }

    [Fact]
    public void Every_pixel_comes_back()
    {
        var canvas = new PixelCanvas(67, 41, Rgb.FromHex(0x204060));
        var random = new Random(1);
        for (var i = 0; i < 50; i++)
        {
            var center = new Point(67 * random.NextDouble(), 41 * random.NextDouble());
            canvas.Fill(VectorPath.Circle(center, 6), Affine.Identity, new Paint(Rgb.FromHex(random.Next(1 << 24)), 0.7));
        }

        var png = new PngReader(PngEncoder.Encode(canvas, 96));
        for (var y = 0; y < 41; y++)
        {
            for (var x = 0; x < 67; x++)
            {
                var pixel = canvas.Row(y)[x];
                Assert.Equal((pixel.R, pixel.G, pixel.B), png.At(x, y));
            }
        }
    }

    [Fact]
    public void Half_covered_is_half_the_light()
    {
        var canvas = new PixelCanvas(4, 1, Rgb.FromHex(0));
        canvas.Fill(VectorPath.Rectangle(new Box(0, 0, 1.5, 1)), Affine.Identity, Rgb.FromHex(0xFFFFFF));
        canvas.Fill(VectorPath.Rectangle(new Box(3, 0, 4, 1)), Affine.Identity, new Paint(Rgb.FromHex(0xFFFFFF), 0.5));
        Assert.Equal([255, 188, 0, 188], canvas.Row(0).ToArray().Select(pixel => (int)pixel.R));
    }
}
