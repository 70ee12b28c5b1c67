using System.Net.Mime;
using MassTransit;
using MassTransit.Serialization;
using SipasSurvey.Contracts;

namespace SipasSurvey.Aggregator;

/// <summary>
/// Lets MassTransit consume bodies that are nothing but a pack: no envelope, no JSON. Whatever the content type says, the body is the
/// message; whether it is a pack is found out by who reads it.
/// </summary>
internal sealed class PackDeserializer : ISerializerFactory, IMessageDeserializer
{
    public ContentType ContentType { get; } = new(PackFormat.MediaType);

    public IMessageDeserializer CreateDeserializer() => this;

    public IMessageSerializer CreateSerializer() => throw new NotSupportedException("Packs are published by Intake alone.");

    public ConsumeContext Deserialize(ReceiveContext receiveContext) =>
        new BodyConsumeContext(receiveContext, Deserialize(receiveContext.Body, receiveContext.TransportHeaders, receiveContext.InputAddress));

    public SerializerContext Deserialize(MessageBody body, Headers headers, Uri? destinationAddress = null) =>
        new PackContext(new PackPublished(body.GetBytes()), new RawMessageContext(headers, destinationAddress, RawSerializerOptions.Default));

    public MessageBody GetMessageBody(string text) => throw new NotSupportedException("A pack is no text.");

    public void Probe(ProbeContext context) => context.CreateScope("pack").Add("contentType", ContentType.MediaType);

    private sealed class PackContext(PackPublished message, MessageContext context)
        : BaseSerializerContext(SystemTextJsonMessageSerializer.Instance, context, [MessageUrn.ForTypeString<PackPublished>()])
    {
        public override bool TryGetMessage<T>(out T? found)
            where T : class
        {
            found = message as T;
            return found is not null;
        }

        public override bool TryGetMessage(Type messageType, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out object? found)
        {
            found = messageType.IsInstanceOfType(message) ? message : null;
            return found is not null;
        }

        public override IMessageSerializer GetMessageSerializer() => throw NotForwarded();

        public override IMessageSerializer GetMessageSerializer<T>(MessageEnvelope envelope, T other) => throw NotForwarded();

        public override IMessageSerializer GetMessageSerializer(object other, string[] messageTypes) => throw NotForwarded();

        public override Dictionary<string, object> ToDictionary<T>(T? other)
            where T : class => throw NotForwarded();

        private static NotSupportedException NotForwarded() => new("A pack is not forwarded as another message.");
    }
}
