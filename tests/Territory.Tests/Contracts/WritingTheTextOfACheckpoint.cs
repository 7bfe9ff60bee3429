using Shouldly;
using Territory.Contracts;
using Xunit;

namespace Territory.Tests.Contracts;

public sealed class WritingTheTextOfACheckpoint
{
    private static readonly string Hash = new('a', 64);
    private static readonly string Private = new('7', 64);
    private static readonly string First = $"territory-checkpoint/1\nx\n17\n1\n{Hash}\n2024-12-07T09:00:00.000000Z\n";
    private static readonly string Second = $"territory-checkpoint/2\nx\n17\n1\n{Hash}\n2024-12-07T09:00:00.000000Z\n{Private}\n";
    private static readonly DateTimeOffset Then = new(2024, 12, 7, 12, 0, 0, TimeSpan.FromHours(3));

    [Fact]
    public void it_has_seven_lines_with_the_time_in_utc() =>
        new CheckpointText("x", "17", 1, Hash, Then, Private).ToString().ShouldBe(Second);

    [Fact]
    public void the_first_version_says_nothing_of_the_private_log() =>
        new CheckpointText("x", "17", 1, Hash, Then, null).ToString().ShouldBe(First);

    [Fact]
    public void either_version_is_read_back()
    {
        CheckpointText.Parse(First).ShouldBe(new CheckpointText("x", "17", 1, Hash, Then, null));
        CheckpointText.Parse(Second).ShouldBe(new CheckpointText("x", "17", 1, Hash, Then, Private));
        (CheckpointText.Parse(First).Version, CheckpointText.Parse(Second).Version).ShouldBe((1, 2));
    }

    [Fact]
    public void whatever_is_written_otherwise_is_none()
    {
        string[] others =
        [
            "", First + " ", First[..^1], First + Private + "\n", Second.Replace("/2\n", "/1\n", StringComparison.Ordinal), Second.Replace("/2\n", "/3\n", StringComparison.Ordinal), First.Replace("/1\n", "/2\n", StringComparison.Ordinal),
            First.Replace("\n1\n", "\n01\n", StringComparison.Ordinal), First.Replace("\nx\n", "\n\n", StringComparison.Ordinal), First.Replace("\n17\n", "\nlast\n", StringComparison.Ordinal),
            First.Replace("aaaa", "AAAA", StringComparison.Ordinal), First.Replace(".000000Z", "Z", StringComparison.Ordinal), First.Replace("\n", "\r\n", StringComparison.Ordinal), Second.Replace(Private, "", StringComparison.Ordinal),
        ];
        foreach (var other in others) CheckpointText.Read(other).ShouldBeNull(other);
        Should.Throw<FormatException>(() => CheckpointText.Parse("no text")).Message.ShouldContain("GET /api/verify/checkpoints");
    }
}
