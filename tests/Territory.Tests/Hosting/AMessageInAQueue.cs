using System.Text;
using Shouldly;
using Territory.Hosting.Bus.DeadLetters;
using Xunit;

namespace Territory.Tests.Hosting;

public sealed class AMessageInAQueue
{
    private static QueuedMessage Of(string body, string queue = "record-claims") => new(queue, "application/json", Encoding.UTF8.GetBytes(body));

    [Fact]
    public void is_the_same_whatever_envelope_it_comes_in()
    {
        var first = Of("""{"messageId":"1","messageType":["urn:message:Territory.Contracts:RecordClaims"],"message":{"reportId":"a"},"sentTime":"2024-12-08T00:00:00Z"}""");
        var again = Of("""{"messageId":"2","messageType":["urn:message:Territory.Contracts:RecordClaims"],"message":{"reportId":"a"},"sentTime":"2024-12-09T00:00:00Z"}""");
        first.Type.ShouldBe("RecordClaims");
        again.Identity().ShouldBe(first.Identity());
    }

    [Theory]
    [InlineData("""{"messageType":["urn:message:Territory.Contracts:RecordClaims"],"message":{"reportId":"b"}}""", "record-claims")]
    [InlineData("""{"messageType":["urn:message:Territory.Contracts:Other"],"message":{"reportId":"a"}}""", "record-claims")]
    [InlineData("""{"messageType":["urn:message:Territory.Contracts:RecordClaims"],"message":{"reportId":"a"}}""", "another")]
    public void is_another_one_in_another_queue_of_another_kind_or_with_other_content(string body, string queue) =>
        Of(body, queue).Identity().ShouldNotBe(Of("""{"messageType":["urn:message:Territory.Contracts:RecordClaims"],"message":{"reportId":"a"}}""").Identity());

    [Fact]
    public void may_have_bytes_that_are_no_text()
    {
        byte[] body = [.. "{\"messageType\":[\"urn:message:A:B\"],\"message\":{\"text\":\""u8, 0xff, .. "\"}}"u8];
        var message = new QueuedMessage("record-claims", "application/json", body);
        (message.Type, message.Content.HasValue).ShouldBe((null, false));
        message.Identity().ShouldNotBeEmpty();
    }

    [Fact]
    public void has_no_name_that_no_contract_has() =>
        Of("""{"messageType":["urn:message:A:B\u0000"],"message":{}}""").Type.ShouldBeNull();

    [Fact]
    public void fails_with_a_sentence_that_a_database_takes()
    {
        var told = Failure.Sentence(new InvalidOperationException("a\ud800b\0" + new string('x', 1991) + "😀😀", new FormatException("inner")));
        told.ShouldStartWith("InvalidOperationException: a\ufffdb␀x");
        told.ShouldEndWith("…");
        Should.NotThrow(() => new UTF8Encoding(false, throwOnInvalidBytes: true).GetBytes(told));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no JSON")]
    [InlineData("[1]")]
    [InlineData("""{"messageType":[]}""")]
    [InlineData("""{"messageType":[7]}""")]
    [InlineData("""{"messageType":"urn:message:A:B"}""")]
    [InlineData("""{"messageType":["urn:message:A:\ud800"],"message":{}}""")]
    [InlineData("""{"messageType":["urn:message:A:B"],"message":{"text":"\ud800"}}""")]
    public void may_be_nothing_of_ours(string body)
    {
        var message = Of(body);
        message.Type.ShouldBeNull();
        message.Text.ShouldBe(body);
        message.Identity().ShouldBe(Of(body).Identity());
        message.Identity().ShouldNotBe(Of(body + " ").Identity());
    }
}
