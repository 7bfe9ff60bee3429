using System.Globalization;
using CsCheck;
using Shouldly;
using Xunit;

namespace Territory.Tests.Client;

/// <summary>However the feed stutters, skips, repeats and breaks off, a subscriber gets every position once and in order.</summary>
public sealed class AnyInterleaving
{
    /// <summary>What a server does on a connection, one after the other.</summary>
    internal enum Act { Publish, SendNext, SendAgain, SkipAhead, Heartbeat, CutInTheMiddle, Close, Abort }

    internal sealed record Story(long[] Positions, int KnownAtStart, Act[][] Connections)
    {
        public override string ToString() =>
            $"positions [{string.Join(", ", Positions)}], {KnownAtStart} at the start; " + string.Join(" | ", Connections.Select(c => string.Join(" ", c)));
    }

    private static readonly Gen<Story> Stories =
        from steps in Gen.Int[1, 4].Array[1, 12]
        from known in Gen.Int[0, steps.Length]
        from connections in Gen.Enum<Act>().Array[0, 10].Array[0, 6]
        select new Story([.. steps.Select((_, i) => (long)steps.Take(i + 1).Sum())], known, connections);

    [Fact]
    public Task yields_each_position_once_and_in_order() => Stories.SampleAsync(async story => await PlayAsync(story), iter: 150, threads: 1, print: s => s.ToString());

    [Fact]
    public async Task a_story_with_every_act_is_told_right() =>
        await PlayAsync(new([1, 3, 4, 8, 9, 10, 15], 2,
        [
            [Act.SendNext, Act.Publish, Act.Heartbeat, Act.SendNext, Act.SendAgain, Act.CutInTheMiddle],
            [Act.Publish, Act.Publish, Act.SkipAhead, Act.Abort],
            [Act.SendAgain, Act.Close],
        ]));

    private static async Task PlayAsync(Story story)
    {
        var log = Samples.Log(story.Positions);
        var visible = story.KnownAtStart;
        var connection = 0;
        await using var server = await ScriptedServer.StartAsync();
        server.On("/api/changes", Answers.Log(() => log[..visible]))
            .On("/api/feed", Answers.Feed(async feed =>
            {
                var cursor = Array.FindLastIndex(log, e => long.Parse(e.Position, CultureInfo.InvariantCulture) <= feed.After) + 1;
                if (connection < story.Connections.Length)
                    foreach (var act in story.Connections[connection++])
                    {
                        if (act is Act.Publish) visible = Math.Min(visible + 1, log.Length);
                        else if (act is Act.Heartbeat) await feed.SendRawAsync(":\n\n");
                        else if (act is Act.SendNext && cursor < visible) await feed.SendAsync(log[cursor++]);
                        else if (act is Act.SendAgain && cursor > 0) await feed.SendAsync(log[cursor - 1]);
                        else if (act is Act.SkipAhead && cursor + 1 < visible) await feed.SendAsync(log[(cursor = visible) - 1]);
                        else if (act is Act.CutInTheMiddle && visible > 0) { await feed.SendRawAsync(OpenFeed.Frame(log[visible - 1])[..^20]); return; }
                        else if (act is Act.Abort) { feed.Abort(); return; }
                        else if (act is Act.Close) return;
                    }
                else
                {
                    visible = log.Length;
                    foreach (var e in log[cursor..]) await feed.SendAsync(e);
                    await feed.StayAsync();
                }
            }));
        using var client = Subscriber.To(server);
        (await client.TakeAsync(log.Length)).ShouldBe(story.Positions);
    }
}
