namespace Simulator.Charts.Axes;

/// <summary>Places labels side by side in one row, each as near as possible to what it names.</summary>
internal static class LabelRow
{
    /// <summary>The centres of the labels.</summary>
    /// <param name="wanted">Where the centres should be, ascending. [px]</param>
    /// <param name="widths">Widths. [px]</param>
    /// <param name="gap">Least room between two labels. [px]</param>
    /// <param name="left">Left end of the row. [px]</param>
    /// <param name="right">Right end of the row. [px]</param>
    /// <remarks>
    /// Labels that collide join into a block at the mean of its members' preferred places; blocks that collide join again.
    /// </remarks>
    public static double[] Place(ReadOnlySpan<double> wanted, ReadOnlySpan<double> widths, double gap, double left, double right)
    {
        var blocks = new List<Block>();
        for (var i = 0; i < wanted.Length; i++)
        {
            var block = new Block(i, 1, widths[i], wanted[i] - (widths[i] / 2));
            block = block.Within(left, right);
            while (blocks.Count > 0 && blocks[^1].Left + blocks[^1].Width + gap > block.Left)
            {
                block = blocks[^1].Join(block, gap).Within(left, right);
                blocks.RemoveAt(blocks.Count - 1);
            }

            blocks.Add(block);
        }

        var centers = new double[wanted.Length];
        foreach (var block in blocks)
        {
            var at = block.Left;
            for (var i = block.First; i < block.First + block.Count; i++)
            {
                centers[i] = at + (widths[i] / 2);
                at += widths[i] + gap;
            }
        }

        return centers;
    }

    private readonly record struct Block(int First, int Count, double Width, double Left)
    {
        public Block Join(Block next, double gap)
        {
            var shifted = next.Left - Width - gap; // where the joint block would begin for the next one to stay
            var left = ((Left * Count) + (shifted * next.Count)) / (Count + next.Count);
            return new Block(First, Count + next.Count, Width + gap + next.Width, left);
        }

        public Block Within(double left, double right) => this with { Left = Math.Max(left, Math.Min(Left, right - Width)) };
    }
}
