// Command go_callers makes one call over and over from many callers at once, as a trading service written in Go does.
//
// It reads what to call from standard input and writes what the callers saw to standard output, both as JSON.
// Requests and responses pass through as bytes, so it needs no generated code. An answer that is not OK ends it,
// unless it says that too many calls came at once: such a caller waits a moment.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
)

// Work is what is called, by how many, and for how long.
type Work struct {
	Address        string  `json:"address"`
	Method         string  `json:"method"`
	Request        []byte  `json:"request"`
	Key            string  `json:"key"`
	Callers        int     `json:"callers"`
	Channels       int     `json:"channels"`
	WarmUpSeconds  float64 `json:"warm_up_seconds"`
	Seconds        float64 `json:"seconds"`
	RefusedSeconds float64 `json:"refused_seconds"`
}

// Made is what callers saw.
type Made struct {
	Answered int `json:"answered"`
	Refused  int `json:"refused"`
	// Times are the seconds that each call after the warm-up took.
	Times []float64 `json:"times"`
}

// passThrough gives grpc the bytes as they are.
type passThrough struct{}

func (passThrough) Marshal(request any) ([]byte, error) { return request.([]byte), nil }

func (passThrough) Unmarshal(data []byte, response any) error {
	*response.(*[]byte) = data
	return nil
}

func (passThrough) Name() string { return "proto" }

func main() {
	var work Work
	if err := json.NewDecoder(os.Stdin).Decode(&work); err != nil {
		log.Fatal(err)
	}
	made, err := callAtOnce(work)
	if err != nil {
		log.Fatal(err)
	}
	if err := json.NewEncoder(os.Stdout).Encode(made); err != nil {
		log.Fatal(err)
	}
}

func callAtOnce(work Work) (Made, error) {
	channels := make([]*grpc.ClientConn, work.Channels)
	for number := range channels {
		channel, err := grpc.NewClient(
			work.Address,
			grpc.WithTransportCredentials(insecure.NewCredentials()),
			grpc.WithDefaultCallOptions(grpc.ForceCodec(passThrough{})),
		)
		if err != nil {
			return Made{}, err
		}
		defer channel.Close()
		channels[number] = channel
	}
	type outcome struct {
		made Made
		err  error
	}
	outcomes := make(chan outcome)
	counted := time.Now().Add(seconds(work.WarmUpSeconds))
	for number := range work.Callers {
		go func() {
			made, err := repeat(work, channels[number%len(channels)], counted)
			outcomes <- outcome{made, err}
		}()
	}
	all := Made{Times: []float64{}}
	for range work.Callers {
		one := <-outcomes
		if one.err != nil {
			return all, one.err
		}
		all.Answered += one.made.Answered
		all.Refused += one.made.Refused
		all.Times = append(all.Times, one.made.Times...)
	}
	return all, nil
}

// repeat is one caller.
func repeat(work Work, channel *grpc.ClientConn, counted time.Time) (Made, error) {
	var made Made
	var response []byte
	caller := context.Background()
	if work.Key != "" {
		caller = metadata.AppendToOutgoingContext(caller, "authorization", "Bearer "+work.Key)
	}
	end := counted.Add(seconds(work.Seconds))
	for begun := time.Now(); begun.Before(end); begun = time.Now() {
		err := channel.Invoke(caller, work.Method, work.Request, &response)
		switch status.Code(err) {
		case codes.OK:
			made.Answered++
			if begun.After(counted) {
				made.Times = append(made.Times, time.Since(begun).Seconds())
			}
		case codes.ResourceExhausted:
			made.Refused++
			time.Sleep(seconds(work.RefusedSeconds))
		default:
			return made, fmt.Errorf("%s: %w", work.Method, err)
		}
	}
	return made, nil
}

func seconds(count float64) time.Duration {
	return time.Duration(count * float64(time.Second))
}
