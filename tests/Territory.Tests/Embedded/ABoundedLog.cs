using Shouldly;
using Territory.AllInOne.Embedded;
using Xunit;

namespace Territory.Tests.Embedded;

public sealed class ABoundedLog : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("territory-log-").FullName;

    [Fact]
    public void it_never_takes_more_than_twice_its_limit()
    {
        var path = Path.Combine(folder, "log");
        using (var log = new BoundedLog(path, limit: 1000))
            for (var line = 0; line < 500; line++) log.Write($"line {line} of the log");
        new FileInfo(path).Length.ShouldBeInRange(1, 1000);
        new FileInfo(path + ".previous").Length.ShouldBeInRange(900, 1000);
        Directory.GetFiles(folder).Length.ShouldBe(2);
        File.ReadAllText(path).ShouldEndWith("line 499 of the log\n");
    }

    [Fact]
    public void it_goes_on_where_the_last_start_ended()
    {
        var path = Path.Combine(folder, "log");
        foreach (var start in new[] { "first", "second" })
        {
            using var log = new BoundedLog(path);
            log.Write(start);
        }
        File.ReadAllText(path).ShouldBe("first\nsecond\n");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
