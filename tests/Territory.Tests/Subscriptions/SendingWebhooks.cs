using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Shouldly;
using Territory.Feed.Queues;
using Territory.Feed.Subscriptions;
using Territory.Feed.Webhooks;
using Territory.Hosting.Outbound;
using Territory.Hosting.Settings;
using Xunit;

namespace Territory.Tests.Subscriptions;

/// <summary>What a webhook may reach, how it is signed, and what an endpoint's answer means.</summary>
public sealed class SendingWebhooks
{
    private static readonly DateTimeOffset Now = new(2024, 12, 8, 6, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.9.9.9")]
    [InlineData("0.0.0.0")]
    [InlineData("10.0.0.5")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("100.64.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("198.18.0.1")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("::10.0.0.1")]
    [InlineData("64:ff9b::a00:1")]
    [InlineData("2002:a00:1::1")]
    [InlineData("2001:0:a00:1::")]
    [InlineData("fe80::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("ff02::1")]
    public void what_is_not_public_is_out_of_reach(string address) => AddressGuard.Read("WEBHOOK_ALLOW", null).Allows(IPAddress.Parse(address)).ShouldBeFalse();

    [Theory]
    [InlineData("93.184.215.14")]
    [InlineData("172.32.0.1")]
    [InlineData("100.128.0.1")]
    [InlineData("::ffff:93.184.215.14")]
    [InlineData("2606:2800:21f:cb07:6820:80da:af6b:8b2c")]
    public void what_is_public_can_be_reached(string address) => AddressGuard.Read("WEBHOOK_ALLOW", null).Allows(IPAddress.Parse(address)).ShouldBeTrue();

    [Fact]
    public void a_setting_opens_what_it_names_and_no_more()
    {
        var guard = AddressGuard.Read("WEBHOOK_ALLOW", "loopback, 10.1.0.0/16");
        new[] { "127.0.0.1", "::1", "::ffff:127.0.0.1", "10.1.2.3" }.ShouldAllBe(a => guard.Allows(IPAddress.Parse(a)));
        new[] { "10.2.0.1", "192.168.0.1", "169.254.169.254", "fd00::1", "::" }.ShouldAllBe(a => !guard.Allows(IPAddress.Parse(a)));
        AddressGuard.Read("WEBHOOK_ALLOW", "private").Allows(IPAddress.Parse("169.254.169.254")).ShouldBeFalse("a cloud's metadata is no private network");
        Should.Throw<SettingException>(() => AddressGuard.Read("WEBHOOK_ALLOW", "localhost")).Message.ShouldContain("TERRITORY_WEBHOOK_ALLOW");
    }

    [Fact]
    public void signatures_are_those_of_the_standard()
    {
        // The example of the specification.
        var secret = Signature.Bytes("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")!;
        Signature.Of("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, Encoding.UTF8.GetBytes("{\"test\": 2432232314}"), [secret]).ShouldBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    [Fact]
    public void while_secrets_overlap_each_signs()
    {
        byte[] old = new byte[24], young = [.. Enumerable.Repeat((byte)7, 32)];
        var both = Signature.Of("evt_1", 1, "{}"u8, [young, old]).Split(' ');
        both.ShouldBe([Signature.Of("evt_1", 1, "{}"u8, [young]), Signature.Of("evt_1", 1, "{}"u8, [old])]);
        both[0].ShouldNotBe(both[1]);
    }

    [Theory]
    [InlineData("whsec_AAAA")]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("whsec_not base64 but long enough to be one")]
    public void a_secret_too_short_or_no_secret_is_refused(string secret) => Signature.Bytes(secret).ShouldBeNull();

    [Fact]
    public void a_secret_has_at_most_sixty_four_bytes()
    {
        Signature.Bytes(Signature.Prefix + Convert.ToBase64String(new byte[64])).ShouldNotBeNull();
        Signature.Bytes(Signature.Prefix + Convert.ToBase64String(new byte[65])).ShouldBeNull();
        Signature.Bytes(Signature.NewSecret())!.Length.ShouldBe(32);
    }

    [Theory]
    [InlineData("http://example.org/hook?token=a", true)]
    [InlineData("https://[2606:2800::1]:8443/", true)]
    [InlineData("ftp://example.org/", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("https://user:secret@example.org/", false)]
    [InlineData("https://example.org/#part", false)]
    [InlineData("example.org/hook", false)]
    [InlineData("/hook", false)]
    [InlineData("https://example.org/\r\nX: y", false)]
    public void an_endpoint_has_a_plain_address(string url, bool good) => (OutboundAddress.Parse(url) is not null).ShouldBe(good);

    [Fact]
    public void an_answer_means_arrived_later_or_gone()
    {
        WebhookAnswer.Of(HttpStatusCode.NoContent, null, Now).ShouldBeOfType<Outcome.Delivered>();
        WebhookAnswer.Of(HttpStatusCode.Gone, null, Now).ShouldBeOfType<Outcome.Gone>();
        WebhookAnswer.Of(HttpStatusCode.Found, null, Now).ShouldBeOfType<Outcome.Failed>().Reason.ShouldContain("redirects are not followed");
        WebhookAnswer.Of(HttpStatusCode.BadRequest, new(TimeSpan.FromSeconds(9)), Now).ShouldBe(new Outcome.Failed("the endpoint answered 400"));
        WebhookAnswer.Of(HttpStatusCode.TooManyRequests, new RetryConditionHeaderValue(TimeSpan.FromSeconds(120)), Now).ShouldBeOfType<Outcome.Failed>().Wait.ShouldBe(TimeSpan.FromSeconds(120));
        WebhookAnswer.Of(HttpStatusCode.ServiceUnavailable, new RetryConditionHeaderValue(Now.AddMinutes(5)), Now).ShouldBeOfType<Outcome.Failed>().Wait.ShouldBe(TimeSpan.FromMinutes(5));
    }

    [Fact]
    public void attempts_grow_rarer_for_three_days()
    {
        var (attempts, now) = (0, Now);
        var waits = new List<TimeSpan>();
        while (RetrySchedule.Next(++attempts, Now, now, 0.5) is { } next)
        {
            waits.Add(next - now);
            now = next;
        }
        waits.Take(4).ShouldBe([TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(8)]);
        waits[^1].ShouldBe(RetrySchedule.Longest);
        (now - Now).ShouldBeInRange(TimeSpan.FromDays(3) - RetrySchedule.Longest, TimeSpan.FromDays(3));
    }

    [Fact]
    public void attempts_are_spread_and_wait_as_asked()
    {
        (RetrySchedule.Next(5, Now, Now, 0) - Now).ShouldBe(TimeSpan.FromSeconds(12));
        (RetrySchedule.Next(5, Now, Now, 0.99) - Now)!.Value.TotalSeconds.ShouldBe(19.92, 0.001);
        (RetrySchedule.Next(1, Now, Now, 0.5, TimeSpan.FromMinutes(7)) - Now).ShouldBe(TimeSpan.FromMinutes(7));
        (RetrySchedule.Next(1, Now, Now, 0.5, TimeSpan.FromDays(400)) - Now).ShouldBe(TimeSpan.FromDays(1));
    }

    [Theory]
    [InlineData("desk.control", true)]
    [InlineData("territory.sub.mine", true)]
    [InlineData("territory.control.log", false)]
    [InlineData("amq.gen-1", false)]
    [InlineData("record-claims", false)]
    [InlineData("desk_error", false)]
    [InlineData("two words", false)]
    [InlineData("", false)]
    public void a_queues_name_takes_nobody_elses_place(string name, bool good) => QueueNames.May(name).ShouldBe(good);

    [Fact]
    public async Task whoever_hangs_leaves_the_quick_lane()
    {
        using var lanes = new Lanes(quick: 1, slow: 2, TimeSpan.FromMilliseconds(1));
        var never = new TaskCompletionSource<int>();
        var hanging = new[] { Hang(), Hang() };
        (await lanes.RunAsync(false, _ => Task.FromResult(1), CancellationToken.None)).Answer.ShouldBe(1);
        // The slow lane is full: one more that hangs is cut, and others still pass.
        await Should.ThrowAsync<TimeoutException>(Hang);
        (await lanes.RunAsync(false, _ => Task.FromResult(2), CancellationToken.None)).Answer.ShouldBe(2);
        never.SetResult(3);
        (await Task.WhenAll(hanging)).ShouldAllBe(h => h.Answer == 3 && h.Slow);

        Task<(int Answer, bool Slow)> Hang() => lanes.RunAsync(false, cut => never.Task.WaitAsync(cut), CancellationToken.None);
    }
}
